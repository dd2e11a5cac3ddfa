/** What is asked about the calendar, notices and linked chats, by word or tap, whatever else is going on. Pure. */
import { linkMs } from '../../flows/link.js';
import type { EventReply } from '../calendar/entry.js';
import { isWorthKeeping, pause, readPaused } from '../flow/paused.js';
import type { Outgoing } from '../talk/message.js';
import { pick } from '../text/texts.js';
import { canGo, createCalendarTalk, regionOf } from './calendar-talk.js';
import type { Command, OutreachTap } from './reserved.js';
import type { Effect, EventGlance, Need, Turn } from './turn.js';
import { type Deciding, isWelcome, type TurnMaker } from './turn-maker.js';

/** Wrong codes within an hour before no more are looked at. */
const maxWrong = 5;

export function createOutreachCommands(maker: TurnMaker, timezone: string) {
  const { standing, start, interrupt, stay, words } = maker;
  const talkOf = (deciding: Deciding) => createCalendarTalk(deciding.contextFor({}, []), timezone);
  /** In the middle of what must not be lost; open settings are simply left. */
  const isBusy = ({ facts }: Deciding): boolean => {
    const now = standing(facts.conversation);
    return (
      now !== undefined &&
      (isWorthKeeping(now.flow.id) || readPaused(facts.conversation?.answers ?? {}) !== undefined)
    );
  };
  /** Says it above the open question, or instead of one that nobody waits for. */
  const remark = (
    deciding: Deciding,
    said: Outgoing,
    { effects = [] }: Pick<Partial<Turn>, 'effects'> = {},
  ) => {
    const now = standing(deciding.facts.conversation);
    return now && !isWorthKeeping(now.flow.id)
      ? maker.ended(deciding, [said], effects)
      : maker.remark(deciding, said, { effects });
  };

  const calendar = (deciding: Deciding): Turn | Need => {
    const { facts, env } = deciding;
    if (!facts.calendar)
      return { need: 'calendar', cycleId: env.cycle.id, region: regionOf(facts.person), now: env.now };
    return remark(deciding, talkOf(deciding).list(facts.calendar));
  };

  /** Nothing of somebody who has not consented is kept: not even that they want to go. */
  const askConsent = (deciding: Deciding): Turn | Need => {
    const lead = words(deciding, 'event.needsConsent');
    return isBusy(deciding) ? remark(deciding, lead) : start(deciding, 'welcome', {}, [], lead);
  };

  /** A button to take it back; in the middle of something else one question is enough, and a word does it. */
  const withUndo = (deciding: Deciding, id: string, reply: EventReply, text: string): Outgoing => {
    const { say, locale } = deciding.contextFor({}, []);
    if (!isWelcome(deciding.facts) || isBusy(deciding))
      return { kind: 'text', text: `${text} ${say(locale, 'event.howToUndo')}` };
    const undo =
      reply === 'not-for-me'
        ? { id: `go:event:${id}:remind`, label: say(locale, 'event.undoNot') }
        : { id: `go:event:${id}:not-for-me`, label: say(locale, 'event.undo') };
    return { kind: 'choices', text, choices: [undo] };
  };

  const answer = (deciding: Deciding, found: EventGlance, said: EventReply): Turn | Need => {
    const reply = said === 'going' && !canGo(found.content) ? 'remind' : said;
    const known = isWelcome(deciding.facts);
    if (!known && reply !== 'not-for-me') return askConsent(deciding);
    const text = talkOf(deciding).replied(found, reply);
    const effects: Effect[] = known ? [{ kind: 'calendar.reply', entryId: found.id, reply }] : [];
    return remark(deciding, withUndo(deciding, found.id, reply, text), { effects });
  };

  const event = (
    deciding: Deciding,
    { entryId, reply }: Extract<OutreachTap, { tap: 'event' }>,
  ): Turn | Need => {
    const { event: found } = deciding.facts;
    if (found === undefined) return { need: 'event', entryId };
    if (found === null) return remark(deciding, words(deciding, 'event.unknown'));
    const talk = talkOf(deciding);
    const closed = talk.closed(found);
    if (closed !== null) return remark(deciding, { kind: 'text', text: closed });
    return reply === null ? remark(deciding, talk.event(found)) : answer(deciding, found, reply);
  };

  /** The button under a template: the window is open now, and the whole notice may be said. */
  const notice = (deciding: Deciding, broadcastId: string): Turn | Need => {
    const { notice: found, event: about } = deciding.facts;
    const { locale } = deciding.contextFor({}, []);
    if (found === undefined) return { need: 'notice', broadcastId };
    if (found === null) return remark(deciding, words(deciding, 'notice.unknown'));
    // Its own row leaves by itself.
    if (found.waiting) return stay(deciding, []);
    const { events } = talkOf(deciding);
    const { entryId, purpose, texts } = found;
    if (entryId === null || purpose === 'notice')
      return remark(deciding, events.noticeMessage({ texts, locale }));
    if (about === undefined) return { need: 'event', entryId };
    if (about === null) return remark(deciding, words(deciding, 'event.unknown'));
    const { content } = about;
    const message = { purpose, entryId, content, locale, lead: texts, now: deciding.env.now };
    return remark(deciding, events.eventMessage(message));
  };

  const why = (deciding: Deciding): Turn | Need => {
    const { facts, env, contextFor } = deciding;
    if (!isWelcome(facts)) return remark(deciding, words(deciding, 'why.stranger'));
    if (!facts.ownData) return { need: 'own-data' };
    const { say, locale, date } = contextFor({}, []);
    const asked = facts.ownData.replies.filter(({ reply }) => reply !== 'not-for-me').slice(0, 5);
    const since = facts.ownData.consents.findLast(({ purpose, given }) => purpose === 'notices' && given)?.at;
    const lines = [
      say(locale, 'why.answers'),
      facts.person?.notices
        ? say(locale, 'why.notices', { date: date(since ?? env.now), max: env.noticesPerWeek })
        : say(locale, 'why.noNotices'),
      ...(asked.length === 0
        ? []
        : [say(locale, 'why.events', { list: asked.map(({ title }) => pick(title, locale)).join('; ') })]),
      say(locale, 'why.stop'),
    ];
    return remark(deciding, { kind: 'text', text: lines.join('\n\n') });
  };

  const openLink = (deciding: Deciding): Turn | Need => {
    const { env } = deciding;
    const { code, key } = env.newLinkCode();
    return remark(deciding, words(deciding, 'link.code', { code }), {
      effects: [{ kind: 'link.open', key, expiresAt: env.now + linkMs }],
    });
  };

  const enterCode = (deciding: Deciding, code: string): Turn | Need => {
    const { facts, env } = deciding;
    const key = env.linkKey(code);
    const { link } = facts;
    if (!link) return { need: 'link', key, now: env.now };
    if (link.wrong >= maxWrong) return remark(deciding, words(deciding, 'link.brake'));
    if (!link.owner)
      return remark(deciding, words(deciding, 'link.wrong'), { effects: [{ kind: 'link.wrong' }] });
    if (link.owner.personId === facts.person?.id) return remark(deciding, words(deciding, 'link.same'));
    // Who consented in the other chat has been welcomed there.
    const behind = facts.conversation?.flow === 'welcome' ? {} : pause(facts.conversation);
    return start(deciding, 'link', { ...behind, key });
  };

  const apart = (deciding: Deciding): Turn | Need => {
    const { ownChannels } = deciding.facts;
    if (!ownChannels) return { need: 'own-channels' };
    return ownChannels.length > 1
      ? interrupt(deciding, 'unlink')
      : remark(deciding, words(deciding, 'unlink.alone'));
  };

  const region = (deciding: Deciding): Turn | Need =>
    isWelcome(deciding.facts)
      ? start(
          deciding,
          'settings',
          { ...pause(deciding.facts.conversation), once: true },
          [],
          undefined,
          'place',
        )
      : start(deciding, 'welcome');

  return {
    /** Undefined: it is about something else. */
    obey: (deciding: Deciding, command: Command): Turn | Need | undefined => {
      const nobody = () => remark(deciding, words(deciding, 'data.noPerson'));
      switch (command.command) {
        case 'calendar':
          return calendar(deciding);
        case 'why':
          return why(deciding);
        case 'region':
          return region(deciding);
        case 'link':
          return isWelcome(deciding.facts) ? openLink(deciding) : nobody();
        case 'link-code':
          return enterCode(deciding, command.code);
        case 'unlink':
          return isWelcome(deciding.facts) ? apart(deciding) : nobody();
        default:
          return undefined;
      }
    },
    tapped: (deciding: Deciding, tap: OutreachTap): Turn | Need =>
      tap.tap === 'event' ? event(deciding, tap) : notice(deciding, tap.broadcastId),
  };
}
