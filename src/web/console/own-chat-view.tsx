/** The own chat on the account's page. */
import { type ConsoleParts, consoleLocale } from './context.js';
import { sayIn } from './say.js';

interface OwnChatProps {
  readonly parts: ConsoleParts;
  /** Those of the person behind the linked chat; none: not linked. */
  readonly channels: readonly ('telegram' | 'whatsapp' | 'simulator')[];
}
export const OwnChat = ({ parts, channels }: OwnChatProps) => {
  const say = sayIn(parts);
  const names = new Intl.ListFormat(consoleLocale).format(channels.map((name) => say(`channel.${name}`)));
  return (
    <section aria-labelledby="chat-title" id="chat">
      <h2 id="chat-title">{say('account.chat')}</h2>
      <p>{say('account.chatLead')}</p>
      {channels.length > 0 ? (
        <form method="post" action="/panel/cuenta/chat">
          <p>{say('account.chatOn', { channels: names })}</p>
          <button class="quiet" type="submit" name="quitar" value="1">
            {say('account.chatRemove')}
          </button>
        </form>
      ) : (
        <form class="card narrow" method="post" action="/panel/cuenta/chat">
          <label for="codigo">{say('account.chatCode')}</label>
          <input id="codigo" name="codigo" autocomplete="off" aria-describedby="codigo-hint" required />
          <p class="soft" id="codigo-hint">
            {say('account.chatHow')}
          </p>
          <p>
            <button type="submit">{say('account.chatSave')}</button>
          </p>
        </form>
      )}
    </section>
  );
};
