/** grammY + conversations with SQLite storage: the same dialogue as its guide would have it, and a row for the proposal. */
import {
  type Conversation,
  type ConversationFlavor,
  conversations,
  createConversation,
} from '@grammyjs/conversations';
import Database from 'better-sqlite3';
import { Bot, type Context } from 'grammy';
import { secrets } from '../world.js';
import { newCode, preview, questions, receipt } from './dialogue.js';
import { botOptions, environment, serveBot } from './serve.js';

const db = new Database(environment.DATABASE);
db.pragma('journal_mode = WAL');
db.pragma('synchronous = FULL');
db.exec(
  'create table if not exists state (key text primary key, value text not null); create table if not exists proposal (code text, chat integer, text text, area text, place text)',
);
const readState = db.prepare<[string], { value: string }>('select value from state where key = ?');
const writeState = db.prepare(
  'insert into state values (?, ?) on conflict (key) do update set value = excluded.value',
);
const deleteState = db.prepare('delete from state where key = ?');
const insertProposal = db.prepare('insert into proposal values (?, ?, ?, ?, ?)');

type Ctx = ConversationFlavor<Context>;
const show = (context: Context, { text, markup }: { text: string; markup: unknown }) =>
  context.reply(text, markup ? { reply_markup: markup as never } : {});

async function proposal(conversation: Conversation<Ctx, Context>, first: Context): Promise<void> {
  const tap = async (data: RegExp) => {
    const context = await conversation.waitForCallbackQuery(data);
    await context.answerCallbackQuery();
    return context;
  };
  await show(first, questions.language);
  await show(await tap(/^l:/), questions.age);
  await show(await tap(/^a:/), questions.consent);
  await show(await tap(/^c:/), questions.idea);
  const idea = await conversation.waitFor('message:text');
  await show(idea, questions.area);
  const area = await tap(/^t:/);
  await show(area, questions.place);
  const place = await conversation.waitFor('message:text');
  await show(place, preview(idea.message.text, 'Acceso a información', 'Cusco'));
  const sent = await tap(/^s:/);
  const code = await conversation.external(() => {
    const fresh = newCode();
    insertProposal.run(
      fresh,
      first.chat?.id ?? 0,
      idea.message.text,
      area.callbackQuery.data,
      place.message.text,
    );
    return fresh;
  });
  await show(sent, receipt(code));
}

const bot = new Bot<Ctx>(secrets.token, botOptions as never);
bot.use(
  conversations({
    storage: {
      type: 'key',
      version: 0,
      adapter: {
        read: (key) => {
          const row = readState.get(key);
          return row ? JSON.parse(row.value) : undefined;
        },
        write: (key, value) => {
          writeState.run(key, JSON.stringify(value));
        },
        delete: (key) => {
          deleteState.run(key);
        },
      },
    },
  }),
);
bot.use(createConversation(proposal));
bot.command('start', (context) => context.conversation.enter('proposal'));
serveBot(bot);
