/** The simulator's page: a phone and its controls, in HTML; `assets/` makes it live. */

import { Face, Icon } from './icons.js';
import { Panel } from './panel.js';
import { Sheets } from './sheets.js';
import type { Words } from './words.js';

export interface PageProps {
  readonly words: Words;
  readonly locale: string;
  readonly timezone: string;
  /** Name of the bot, as at the top of the chat. */
  readonly name: string;
  /** Payload of the link that opened the page, as Telegram's `?start=`. */
  readonly payload: string | undefined;
  /** Already written in the box, as WhatsApp's `?text=`. */
  readonly text: string;
}

export const Page = ({ words, locale, timezone, name, payload, text }: PageProps) => {
  const t = words.say;
  return (
    <html lang={locale}>
      <head>
        <meta charset="utf-8" />
        <meta
          name="viewport"
          content="width=device-width, initial-scale=1, viewport-fit=cover, interactive-widget=resizes-content"
        />
        <meta name="robots" content="noindex, nofollow" />
        <meta name="color-scheme" content="light dark" />
        <title>{t('title')}</title>
        <link rel="icon" href="/simulador/assets/icon.svg" type="image/svg+xml" />
        {['simulator', 'phone', 'bubbles', 'compose'].map((part) => (
          <link rel="stylesheet" href={`/simulador/assets/${part}.css`} />
        ))}
        <script type="module" src="/simulador/assets/simulator.js" />
      </head>
      <body data-look="telegram">
        <a class="skip" href="#compose">
          {t('skip')}
        </a>
        <main
          class="stage"
          id="stage"
          data-timezone={timezone}
          data-payload={payload ?? ''}
          data-words={JSON.stringify(words.all)}
        >
          <Panel words={words} />
          <section class="device" aria-label={t('chat.device')}>
            <div class="phone" id="phone">
              <div class="status-bar" aria-hidden="true">
                <span data-clock="time" />
                <span class="signal" id="signal" />
              </div>
              <header class="chat-head">
                <Face />
                <div class="chat-title">
                  <strong>{name}</strong>
                  <span id="presence">{t('chat.bot')}</span>
                </div>
                <button type="button" class="round panel-toggle" id="panel-open" aria-label={t('panel.open')}>
                  <Icon name="menu" />
                </button>
              </header>
              {/* What scrolls must be reachable by keyboard. */}
              <div class="chat" id="chat" role="log" aria-label={t('chat')} tabindex={0}>
                <div class="empty" id="empty">
                  <strong data-only="telegram">{t('chat.empty.telegram')}</strong>
                  <strong data-only="whatsapp">{t('chat.empty.whatsapp')}</strong>
                  <span>{t('chat.empty.about')}</span>
                </div>
                <ol class="bubbles" id="bubbles" />
              </div>
              <Composer words={words} text={text} />
              <Sheets words={words} />
              <p class="toast" id="toast" role="status" />
            </div>
          </section>
        </main>
        <noscript>{t('error.script')}</noscript>
      </body>
    </html>
  );
};

const Composer = ({ words: { say: t }, text }: { words: Words; text: string }) => (
  <footer class="foot" id="foot">
    <p class="editing" id="editing" hidden>
      {t('compose.editing')}
      <button type="button" class="plain" id="editing-cancel">
        {t('compose.cancel')}
      </button>
    </p>
    <form class="compose" id="compose-form">
      <button type="button" class="round quiet" id="attach" aria-label={t('compose.attach')}>
        <Icon name="attach" />
      </button>
      <textarea id="compose" rows={1} maxlength={8192} placeholder={t('compose')} aria-label={t('compose')}>
        {text}
      </textarea>
      <button type="submit" class="round strong" id="send" aria-label={t('compose.send')} hidden>
        <Icon name="send" />
      </button>
      <button type="button" class="round strong" id="voice" aria-label={t('compose.voice')}>
        <Icon name="voice" />
      </button>
    </form>
    <div class="recording" id="recording" hidden>
      <span class="dot" />
      <span>{t('compose.recording')}</span>
      <output id="recording-time">0:00</output>
      <button type="button" class="plain" id="recording-cancel">
        {t('compose.cancel')}
      </button>
      <button type="button" class="round strong" id="recording-send" aria-label={t('compose.send')}>
        <Icon name="send" />
      </button>
    </div>
    <button type="button" class="start" id="start" hidden>
      {t('chat.start')}
    </button>
    <p class="blocked" id="blocked" hidden>
      {t('chat.blocked')}
      <button type="button" class="plain" id="unblock">
        {t('chat.unblock')}
      </button>
    </p>
  </footer>
);
