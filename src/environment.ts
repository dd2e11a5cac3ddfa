/** The environment with `.env` beneath it, and a secret of its own for a first try without any set-up. */
import { randomBytes } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { parseEnv } from 'node:util';
import { type Config, ConfigError } from './config.js';

const isMissing = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'ENOENT';

async function readIfThere(path: string): Promise<string | null> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
}

/** What the process was given wins over `.env`. */
export async function readEnvironment(
  directory = process.cwd(),
): Promise<Record<string, string | undefined>> {
  const file = await readIfThere(join(directory, '.env'));
  return { ...(file === null ? {} : parseEnv(file)), ...process.env };
}

/**
 * The secret of a trial run, kept beside the embedded database so that a restart can still read it.
 * Real channels demand `AYNI_SECRET` instead.
 */
async function trialSecret(directory: string): Promise<string> {
  const path = join(directory, 'trial-secret');
  const kept = await readIfThere(path);
  if (kept !== null && kept.trim().length >= 32) return kept.trim();
  const secret = randomBytes(48).toString('base64url');
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, `${secret}\n`, { mode: 0o600 });
  return secret;
}

/** `AYNI_SECRET`, or the trial secret where no real channel is set. @throws ConfigError */
export async function secretOf(config: Config): Promise<string> {
  if (config.secret !== null) return config.secret;
  if (config.telegram || config.whatsapp) throw new ConfigError('AYNI_SECRET: is missing');
  return trialSecret(dirname(config.mediaDir));
}
