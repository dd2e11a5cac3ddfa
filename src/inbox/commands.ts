/** What reserved words and the main menu's taps do, whatever else is going on. Pure. */
import { consentWording } from '../../flows/welcome.js';
import { ask } from '../flow/advance.js';
import { changePlaces, pause } from '../flow/paused.js';
import type { Outgoing } from '../talk/message.js';
import { createExchangeCommands } from './exchange-commands.js';
import { readExchangeTap } from './exchange-taps.js';
import { createOutreachCommands } from './outreach-commands.js';
import * as replies from './replies.js';
import { type Command, readGoTap, readOutreachTap } from './reserved.js';
import { mine as mineOf, status } from './status.js';
import type { Effect, Need, Turn } from './turn.js';
import { type Deciding, isWelcome, type TurnMaker } from './turn-maker.js';

const ownProposalsShown = 9;
/** What is said here is kept from the first word on. */
const alreadySaid: ReadonlySet<string> = new Set(['reply-more', 'disagree']);

export function createCommands(maker: TurnMaker, timezone: string) {
  const outreach = createOutreachCommands(maker, timezone);
  const exchange = createExchangeCommands(maker);
  const { standing, stay, remark, ended, resume, start, interrupt, words, close, planAll } = maker;

  /** The last of them stands above what was being asked. */
  const remarkAll = (deciding: Deciding, messages: readonly Outgoing[]): Turn | Need => {
    const [last, ...before] = [...messages].reverse();
    if (!last) return stay(deciding, []);
    const turn = remark(deciding, last);
    if ('need' in turn || before.length === 0) return turn;
    return { ...turn, messages: [...planAll(deciding.env, before.reverse()), ...turn.messages] };
  };

  const statusOf = (deciding: Deciding, code: string): Turn | Need => {
    const { facts, contextFor } = deciding;
    if (facts.proposalByCode === undefined) return { need: 'proposal-by-code', code };
    const messages = status(facts.proposalByCode, code, contextFor({}, []));
    if (facts.conversation?.flow !== 'status') return remarkAll(deciding, messages);
    // A mistyped code may be typed again at once.
    return facts.proposalByCode === null ? stay(deciding, messages) : ended(deciding, messages, []);
  };

  const mine = (deciding: Deciding): Turn | Need => {
    const { facts, contextFor } = deciding;
    if (!facts.ownProposals) return { need: 'own-proposals', limit: ownProposalsShown };
    return remarkAll(deciding, mineOf(facts.ownProposals, contextFor({}, [])));
  };

  const setNotices = (deciding: Deciding, given: boolean): Turn | Need => {
    const effects: Effect[] = [
      { kind: 'person.set', set: { notices: given } },
      { kind: 'consent', purpose: 'notices', given, wording: consentWording },
      ...(given ? [] : [{ kind: 'notices.stop' as const }]),
    ];
    // Who never said yes to anything has nothing to withdraw: nothing of theirs is written.
    const known = isWelcome(deciding.facts) ? effects : [];
    const message = words(deciding, given ? 'notices.on' : 'stop.done');
    return given ? remark(deciding, message, { effects: known }) : close(deciding, message, known);
  };

  /** The draft that is open, or that waits behind another conversation: going on with it beats a second one. */
  const openDraft = (deciding: Deciding): Turn | Need | undefined => {
    const { facts, contextFor } = deciding;
    const now = standing(facts.conversation);
    const lead = words(deciding, 'common.resume');
    if (now?.flow.id === 'proposal' && now.place)
      return now.place.step === now.flow.start
        ? stay(deciding, [ask(now.flow, now.place.step, contextFor(now.place.answers, []))])
        : remark(deciding, lead);
    const behind = facts.conversation && changePlaces(facts.conversation);
    return behind?.flow === 'proposal' ? resume(deciding, behind) : undefined;
  };

  const cancel = (deciding: Deciding): Turn | Need => {
    const { facts } = deciding;
    if (!facts.conversation?.flow) return close(deciding, words(deciding, 'common.nothingToCancel'));
    const isSaid = alreadySaid.has(facts.conversation.flow);
    return ended(deciding, [words(deciding, isSaid ? 'common.left' : 'common.cancelled')], []);
  };

  /** What only somebody who consented can ask for; anybody else is welcomed, or told that nothing is kept. */
  const obeyKnown = (deciding: Deciding, command: Command['command']): Turn | Need | undefined => {
    switch (command) {
      case 'menu':
        return stay(deciding, [replies.menu(deciding.contextFor({}, []))]);
      case 'propose':
        return openDraft(deciding) ?? interrupt(deciding, 'proposal');
      case 'settings':
        return interrupt(deciding, 'settings');
      case 'language':
        return start(
          deciding,
          'settings',
          { ...pause(deciding.facts.conversation), once: true },
          [],
          undefined,
          'language',
        );
      case 'mine':
        return mine(deciding);
      case 'data':
        return interrupt(deciding, 'my-data');
      case 'erase':
        return interrupt(deciding, 'my-data', 'confirm');
      default:
        return undefined;
    }
  };

  const obeyUnknown = (deciding: Deciding, command: Command['command']): Turn | Need | undefined => {
    switch (command) {
      case 'menu':
      case 'propose':
      case 'settings':
      case 'language':
        return start(deciding, 'welcome');
      case 'mine':
      case 'data':
      case 'erase':
        return remark(deciding, words(deciding, 'data.noPerson'));
      default:
        return undefined;
    }
  };

  const obey = (deciding: Deciding, command: Command): Turn | Need => {
    const reached = outreach.obey(deciding, command);
    if (reached) return reached;
    switch (command.command) {
      case 'stop':
        return setNotices(deciding, false);
      case 'status':
        return statusOf(deciding, command.code);
      case 'help':
        return remark(deciding, replies.help(deciding.contextFor({}, [])));
      case 'cancel':
        return cancel(deciding);
      case 'ask-status':
        return interrupt(deciding, 'status');
      default: {
        const obeyAs = isWelcome(deciding.facts) ? obeyKnown : obeyUnknown;
        return obeyAs(deciding, command.command) ?? stay(deciding, []);
      }
    }
  };

  const go = (deciding: Deciding, data: string): Turn | Need | undefined => {
    const reached = readOutreachTap(data);
    if (reached) return outreach.tapped(deciding, reached);
    const said = readExchangeTap(data);
    if (said) return exchange.tapped(deciding, said);
    const tap = readGoTap(data);
    if (!tap) return undefined;
    if (tap === 'notices')
      return isWelcome(deciding.facts) ? setNotices(deciding, true) : start(deciding, 'welcome');
    // The template's button opened the window: what waited follows by itself.
    if (tap === 'news')
      return (deciding.facts.address?.waiting ?? 0) > 0
        ? stay(deciding, [])
        : obey(deciding, { command: 'mine' });
    return obey(deciding, { command: tap });
  };

  return { obey, go, openDraft };
}
