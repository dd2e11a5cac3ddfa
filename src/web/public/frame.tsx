/** The frame of the public pages: where one is, the other language, whom to ask. */
import type { Context } from 'hono';
import type { Child } from 'hono/jsx';
import { z } from 'zod';
import type { AssetName, Assets } from '../assets.js';
import { Frame, Mark, page } from '../layout.js';
import type { createPublicSay, PublicKey } from '../words.js';

const language = z.enum(['es', 'en']).catch('es');
export type PublicLanguage = z.infer<typeof language>;
export type PublicWords = (key: PublicKey, params?: Readonly<Record<string, string | number>>) => string;

export const languageOf = (c: Context): PublicLanguage => language.parse(c.req.query('lang'));

export interface PublicPage {
  readonly lang: PublicLanguage;
  readonly title: string;
  /** Whom to ask about one's data. */
  readonly contact: string;
  readonly extra?: readonly AssetName[];
  readonly children: Child;
}

/** The same page, with everything chosen on it, in the other language. */
function inLanguage(url: string, lang: PublicLanguage): string {
  const { pathname, searchParams } = new URL(url);
  searchParams.set('lang', lang);
  return `${pathname}?${searchParams}`;
}

export const createPublicFrame =
  (assets: Assets, say: ReturnType<typeof createPublicSay>) =>
  (c: Context, { lang, title, contact, extra = [], children }: PublicPage): string => {
    const words: PublicWords = (key, params) => say(lang, key, params);
    const other = lang === 'es' ? 'en' : 'es';
    return page(
      <Frame
        title={title}
        lang={lang}
        skip={words('nav.skip')}
        assets={assets}
        extra={extra}
        header={
          <div class="bar">
            <a class="brand" href={`/?lang=${lang}`}>
              <Mark /> Ayni
            </a>
            <a href={`/calendario?lang=${lang}`}>{words('calendar.nav')}</a>
            <a href={`/compromisos?lang=${lang}`}>{words('commitments.nav')}</a>
            <a href={`/actores?lang=${lang}`}>{words('actors.nav')}</a>
            <a href={inLanguage(c.req.url, other)} hreflang={other} lang={other}>
              {words('language')}
            </a>
          </div>
        }
        footer={
          <>
            <p>{words('privacy.contact', { contact })}</p>
            <p>{words('complaint')}</p>
            <p>
              <a href="/panel">{words('staff')}</a>
            </p>
          </>
        }
      >
        {children}
      </Frame>,
    );
  };
