/** "Para ti": what a member of staff was given, asked or told, and the proposals they deal with. */
import type { Hono, MiddlewareHandler } from 'hono';
import { noticeWords } from '../../../proposals/notice-words.js';
import type { StaffNotice } from '../../../store/staff/notices.js';
import { formatMoment } from '../../../text/dates.js';
import { type ConsoleEnv, type ConsoleParts, consoleLocale } from '../context.js';
import { createSection } from '../section.js';

const shown = { fresh: 200, seen: 30 } as const;
const href = '/panel/pendientes';

/** The number on the bell, at every page. */
export function countUnseen({ deps }: Pick<ConsoleParts, 'deps'>): MiddlewareHandler<ConsoleEnv> {
  return async (c, next) => {
    const member = c.get('member');
    c.set('member', { ...member, unseen: await deps.store.staffNotices.countUnseen(member.id) });
    await next();
  };
}

export function mountForYou(app: Hono<ConsoleEnv>, parts: ConsoleParts): void {
  const { deps } = parts;
  const { staffNotices, testPhones } = deps.store;
  const section = createSection(parts, 'forYou');
  const { say } = section;

  const wordsOf = ({ kind, detail }: StaffNotice): string =>
    say(`forYou.kind.${noticeWords(kind, detail)}`, detail);
  const List = ({ notices }: { readonly notices: readonly StaffNotice[] }) => (
    <ul class="plain">
      {notices.map((notice) => (
        <li>
          <a href={notice.href}>{wordsOf(notice)}</a>
          <br />
          <span class="soft">{formatMoment(consoleLocale, notice.at, deps.timezone)}</span>
        </li>
      ))}
    </ul>
  );

  app.get('/pendientes', section.gate('account'), async (c) => {
    const { id } = c.get('member');
    const [fresh, seen, phones] = await Promise.all([
      staffNotices.list(id, { unseen: true, limit: shown.fresh }),
      staffNotices.list(id, { unseen: false, limit: shown.seen }),
      testPhones.addressesOf(id),
    ]);
    const said = c.req.query('listo') === 'visto' ? { said: say('forYou.marked') } : {};
    return section.show(
      c,
      { title: say('forYou.title'), ...said },
      <>
        <h1>{say('forYou.title')}</h1>
        <p class="soft">
          {phones.length > 0 ? say('forYou.chatOn') : <a href="/panel/cuenta#chat">{say('forYou.chat')}</a>}
        </p>
        <p>
          <a href="/panel/propuestas?quien=mias">{say('forYou.mine')}</a>
        </p>
        {fresh.length === 0 ? (
          <p class="card">{say('forYou.none')}</p>
        ) : (
          <section class="card" aria-labelledby="fresh">
            <h2 id="fresh">{say('forYou.fresh')}</h2>
            <List notices={fresh} />
            <form method="post" action={`${href}/visto`}>
              <button class="quiet" type="submit">
                {say('forYou.markAll')}
              </button>
            </form>
          </section>
        )}
        {seen.length === 0 ? null : (
          <section aria-labelledby="seen">
            <h2 id="seen">{say('forYou.seen')}</h2>
            <List notices={seen} />
          </section>
        )}
      </>,
    );
  });

  app.post('/pendientes/visto', section.gate('account'), async (c) => {
    await staffNotices.markSeen(c.get('member').id, deps.now());
    return c.redirect(`${href}?listo=visto`, 303);
  });
}
