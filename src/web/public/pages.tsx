/** The public pages: what this is, how to join, and one proposal by its code. No sign-in, no cookies, no script. */
import { type Context, Hono } from 'hono';
import type { Child } from 'hono/jsx';
import { readCode } from '../../inbox/reserved.js';
import { everyArea } from '../../inbox/turn.js';
import { oneOf } from '../../one-of.js';
import { proposalStates } from '../../proposals/proposal.js';
import { formatDate } from '../../text/dates.js';
import { type CitizenKey, createSay, pick } from '../../text/texts.js';
import type { Assets } from '../assets.js';
import type { WebDeps } from '../deps.js';
import { Qr } from '../qr.js';
import { createPublicSay, type PublicKey } from '../words.js';
import { createPublicActors } from './actors.js';
import { createPublicCalendar } from './calendar.js';
import { createPublicCommitments } from './commitments.js';
import { createPublicFrame, languageOf, type PublicLanguage } from './frame.js';

export function createPublicPages(deps: WebDeps, assets: Assets): Hono {
  const say = createPublicSay();
  const citizenSay = createSay<CitizenKey>('citizen');
  const app = new Hono();

  const frame = createPublicFrame(assets, say);
  const show = (c: Context, lang: PublicLanguage, title: string, contact: string, children: Child) =>
    frame(c, { lang, title, contact, children });
  const calendar = createPublicCalendar({ deps, say, frame });
  app.route('/', calendar.routes);
  app.route('/', createPublicCommitments({ deps, say, frame }));
  app.route('/', createPublicActors({ deps, say, frame }));

  /** Where the words stay private, so does the district: the department is enough. */
  const placeOf = ({ place, text }: { place: string | null; text: string | null }): string | null => {
    if (place === null) return null;
    const shown = text === null ? `${place.slice(0, 2)}0000` : place;
    return deps.places.name(shown) ?? shown;
  };

  const Find = ({ lang, value }: { lang: PublicLanguage; value?: string }) => (
    <form class="inline" method="get" action="/aportes">
      <input type="hidden" name="lang" value={lang} />
      <div>
        <label for="code">{say(lang, 'find.label')}</label>
        <input
          id="code"
          name="codigo"
          required
          value={value ?? ''}
          placeholder={say(lang, 'find.hint')}
          autocomplete="off"
        />
      </div>
      <button type="submit">{say(lang, 'find.submit')}</button>
    </form>
  );

  app.get('/', async (c) => {
    const lang = languageOf(c);
    const cycle = await deps.store.cycles.current(deps.now());
    const links = deps.joinLinks();
    const words = (key: PublicKey, params?: Record<string, string>) => say(lang, key, params);
    const names = { telegram: 'Telegram', whatsapp: 'WhatsApp', simulator: '' } as const;
    return c.html(
      show(
        c,
        lang,
        words('title'),
        cycle.dataContact,
        <>
          <h1>{words('title')}</h1>
          <p class="lead">{words('lead', { forum: pick(cycle.forum, lang) })}</p>
          <h2>{words('join.title')}</h2>
          <div class="grid">
            {links.map(({ channel, href }) => (
              <div class="card">
                <p>
                  <a class="button" href={href}>
                    {words(channel === 'whatsapp' ? 'join.whatsapp' : 'join.telegram')}
                  </a>
                </p>
                <Qr text={href} label={words('join.qr', { channel: names[channel] })} />
              </div>
            ))}
            {deps.simulator ? (
              <p>
                <a class="button" href="/simulador">
                  {words('join.simulator')}
                </a>
              </p>
            ) : null}
            {links.length === 0 && !deps.simulator ? <p>{words('join.none')}</p> : null}
          </div>
          <h2>{words('how.title')}</h2>
          <ol class="steps">
            <li>{words('how.1')}</li>
            <li>{words('how.2')}</li>
            <li>{words('how.3')}</li>
          </ol>
          {await calendar.soon(lang, cycle.id)}
          <h2>{words('find.title')}</h2>
          <Find lang={lang} />
          <h2>{words('privacy.title')}</h2>
          <p>{words('privacy.text')}</p>
        </>,
      ),
    );
  });

  app.get('/aportes', async (c) => {
    const lang = languageOf(c);
    const typed = c.req.query('codigo') ?? '';
    const code = readCode(typed) ?? readCode(`AYNI-${typed}`);
    if (code) return c.redirect(`/aportes/${code}?lang=${lang}`, 303);
    return unknown(c, lang, typed);
  });

  const unknown = async (c: Context, lang: PublicLanguage, typed: string) => {
    const cycle = await deps.store.cycles.current(deps.now());
    const body = (
      <>
        <h1>{say(lang, 'find.title')}</h1>
        <p role="alert">{say(lang, 'proposal.unknown')}</p>
        <Find lang={lang} value={typed.slice(0, 40)} />
      </>
    );
    return c.html(show(c, lang, say(lang, 'find.title'), cycle.dataContact, body), 404);
  };

  /** Its code is all there is. */
  const gone = (c: Context, lang: PublicLanguage, code: string, contact: string) => {
    const title = say(lang, 'proposal.title', { code });
    const body = (
      <>
        <h1>{title}</h1>
        <p>{say(lang, 'proposal.withdrawn')}</p>
        <p>{say(lang, 'proposal.withdrawnAsk', { contact })}</p>
        <p>
          <a href={`/?lang=${lang}`}>{say(lang, 'proposal.back')}</a>
        </p>
      </>
    );
    return c.html(show(c, lang, title, contact, body));
  };

  app.get('/aportes/:code', async (c) => {
    const lang = languageOf(c);
    const code = readCode(c.req.param('code'));
    const found = code ? await deps.store.glance(code) : null;
    const shown = found ? await deps.store.proposals.publicByCode(found.code) : null;
    if (!found || !shown) return unknown(c, lang, c.req.param('code'));
    const cycle = await deps.store.cycles.current(deps.now());
    if (found.state === 'withdrawn') return gone(c, lang, found.code, cycle.dataContact);
    const words = (key: PublicKey, params?: Record<string, string>) => say(lang, key, params);
    const date = (at: number) => formatDate(lang, at, deps.timezone);
    const areas = everyArea(cycle)
      .filter((area) => found.areas.includes(area.id))
      .map((area) => pick(area.label, lang));
    const state = oneOf(proposalStates, found.state, 'received');
    return c.html(
      show(
        c,
        lang,
        words('proposal.title', { code: found.code }),
        cycle.dataContact,
        <>
          <h1>{words('proposal.title', { code: found.code })}</h1>
          <section class="card" aria-labelledby="words">
            <h2 id="words">{words('proposal.words')}</h2>
            {shown.text === null || shown.text === '' ? (
              <p class="soft">{words('proposal.private')}</p>
            ) : (
              <blockquote class="words">{shown.text}</blockquote>
            )}
          </section>
          <dl class="facts">
            <dt>{words('proposal.state')}</dt>
            <dd>{words(`state.${state}`)}</dd>
            <dt>{words('proposal.area')}</dt>
            <dd>{areas.join(', ') || words('proposal.noArea')}</dd>
            <dt>{words('proposal.place')}</dt>
            <dd>{placeOf(shown) ?? words('national')}</dd>
            <dt>{words('proposal.received')}</dt>
            <dd>{date(found.createdAt)}</dd>
            {found.outcome === null ? (
              <>
                <dt>{words('proposal.promised')}</dt>
                <dd>{date(found.promisedAt)}</dd>
              </>
            ) : (
              <>
                <dt>{words('proposal.outcome')}</dt>
                <dd>
                  <strong>{citizenSay(lang, `outcome.${found.outcome}`)}</strong>
                </dd>
                <dt>{words('proposal.reason')}</dt>
                <dd>{found.reason}</dd>
                {found.personal === null ? null : <dd>{found.personal}</dd>}
                {found.commitment === null ? null : (
                  <>
                    <dt>{words('proposal.commitment')}</dt>
                    <dd>{found.commitment}</dd>
                  </>
                )}
              </>
            )}
            {shown.sha256 === null ? null : (
              <>
                <dt>{words('proposal.fingerprint')}</dt>
                <dd class="mono">{shown.sha256}</dd>
              </>
            )}
          </dl>
          <p>
            <a href={`/?lang=${lang}`}>{words('proposal.back')}</a>
          </p>
        </>,
      ),
    );
  });

  return app;
}
