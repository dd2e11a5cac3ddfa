/** `npm start`: reads the environment, starts the bot, prints where it can be found, and stops it in order. */
import { createApp } from './app.js';
import { ConfigError, readConfig } from './config.js';
import { readEnvironment } from './environment.js';
import { describeError } from './log.js';
import { serve, serveNearby } from './serve.js';

async function main(): Promise<void> {
  const config = readConfig(await readEnvironment());
  const app = await createApp(config);
  const server = config.portChosen
    ? await serve(app.web.fetch, config.host, config.port)
    : await serveNearby(app.web.fetch, config.host, config.port, (line) => console.log(line));
  const links = await app.start(config.publicUrl ?? server.url);
  for (const { label, href } of links) console.log(`  ${label.padEnd(16)} ${href}`);

  let stopping = false;
  const stop = (): void => {
    if (stopping) process.exit(1);
    stopping = true;
    // Take nothing more in, finish what is being sent, then close the database. Side by side: open event streams
    // of the simulator end with their channel, and the port would wait for them.
    Promise.all([server.close(), app.stop()])
      .then(() => process.exit(0))
      .catch((error: unknown) => {
        console.error(describeError(error).message);
        process.exit(1);
      });
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
}

main().catch((error: unknown) => {
  if (error instanceof ConfigError) console.error(error.message);
  else {
    const { message, stack } = describeError(error);
    console.error(`Ayni could not start: ${message}\n${stack ?? ''}`);
  }
  process.exit(1);
});
