/** Bare grammY: the same dialogue without any state; each reply follows from the update alone. */
import { Bot, type Context } from 'grammy';
import { secrets } from '../world.js';
import { newCode, preview, questions, receipt } from './dialogue.js';
import { botOptions, serveBot } from './serve.js';

const bot = new Bot(secrets.token, botOptions as never);
const show = (context: Context, { text, markup }: { text: string; markup: unknown }) =>
  context.reply(text, markup ? { reply_markup: markup as never } : {});
const tap = (data: RegExp, next: () => { text: string; markup: unknown }) =>
  bot.callbackQuery(data, async (context) => {
    await context.answerCallbackQuery();
    await show(context, next());
  });

bot.command('start', (context) => show(context, questions.language));
tap(/^l:/, () => questions.age);
tap(/^a:/, () => questions.consent);
tap(/^c:/, () => questions.idea);
tap(/^t:/, () => questions.place);
tap(/^s:/, () => receipt(newCode()));
bot.on('message:text', (context) =>
  context.message.text.length > 15
    ? show(context, questions.area)
    : show(
        context,
        preview(
          'Una idea de la misma longitud que la que escribió la persona hace un momento aquí',
          'Acceso a información',
          'Cusco',
        ),
      ),
);
serveBot(bot);
