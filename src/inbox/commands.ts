/** What reserved words and the main menu's taps do, whatever else is going on. Pure. */

import { consentWording } from '../../flows/welcome.js';
import { ask } from '../flow/advance.js';
import * as replies from './replies.js';
import { type Command, readGoTap } from './reserved.js';
import type { Effect, Need, Turn } from './turn.js';
import { type Deciding, isWelcome, type TurnMaker } from './turn-maker.js';

const ownProposalsShown = 9;

export function createCommands({ needFlow, plan, stay, going, start, words, close }: TurnMaker) {
  const statusOf = (deciding: Deciding, code: string): Turn | Need => {
    const { facts, contextFor } = deciding;
    if (facts.proposalByCode === undefined) return { need: 'proposal-by-code', code };
    const message = replies.status(facts.proposalByCode, code, contextFor({}, []));
    return facts.conversation?.flow === 'status' ? close(deciding, message) : stay(deciding, [message]);
  };

  const mine = (deciding: Deciding): Turn | Need => {
    const { facts, contextFor } = deciding;
    if (!facts.ownProposals) return { need: 'own-proposals', limit: ownProposalsShown };
    return stay(deciding, [replies.mine(facts.ownProposals, contextFor({}, []))]);
  };

  const setNotices = (deciding: Deciding, given: boolean): Turn => {
    const effects: Effect[] = [
      { kind: 'person.set', set: { notices: given } },
      { kind: 'consent', purpose: 'notices', given, wording: consentWording },
    ];
    // Who never said yes to anything has nothing to withdraw: nothing of theirs is written.
    const known = isWelcome(deciding.facts) ? effects : [];
    const message = words(deciding, given ? 'notices.on' : 'stop.done');
    return given ? stay(deciding, [message], { effects: known }) : close(deciding, message, known);
  };

  const changeLanguage = (deciding: Deciding): Turn | Need => {
    if (!isWelcome(deciding.facts)) return start(deciding, 'welcome');
    const flow = needFlow('settings');
    const message = ask(flow, 'language', deciding.contextFor({}, []));
    const place = { step: 'language', answers: {}, tries: 0 };
    return {
      conversation: going(flow, place, undefined, deciding.env),
      messages: [plan(deciding.env, message)],
      effects: [],
    };
  };

  const erase = (deciding: Deciding): Turn | Need => {
    if (!isWelcome(deciding.facts)) return stay(deciding, [words(deciding, 'data.noPerson')]);
    const flow = needFlow('my-data');
    const message = ask(flow, 'confirm', deciding.contextFor({}, []));
    const place = { step: 'confirm', answers: {}, tries: 0 };
    return {
      conversation: going(flow, place, undefined, deciding.env),
      messages: [plan(deciding.env, message)],
      effects: [],
    };
  };

  const obey = (deciding: Deciding, command: Command): Turn | Need => {
    const { facts, contextFor } = deciding;
    switch (command.command) {
      case 'stop':
        return setNotices(deciding, false);
      case 'status':
        return statusOf(deciding, command.code);
      case 'language':
        return changeLanguage(deciding);
      case 'help':
        return stay(deciding, [replies.help(contextFor({}, []))]);
      case 'erase':
        return erase(deciding);
      case 'cancel':
        if (!facts.conversation?.flow) return close(deciding, words(deciding, 'common.nothingToCancel'));
        return close(deciding, words(deciding, 'common.cancelled'));
      case 'menu':
        return isWelcome(facts)
          ? close(deciding, replies.menu(contextFor({}, [])))
          : start(deciding, 'welcome');
      case 'propose':
        return isWelcome(facts) ? start(deciding, 'proposal') : start(deciding, 'welcome');
      case 'mine':
        return isWelcome(facts) ? mine(deciding) : stay(deciding, [words(deciding, 'data.noPerson')]);
      case 'data':
        return isWelcome(facts)
          ? start(deciding, 'my-data')
          : stay(deciding, [words(deciding, 'data.noPerson')]);
      case 'settings':
        return isWelcome(facts) ? start(deciding, 'settings') : start(deciding, 'welcome');
      case 'ask-status':
        return start(deciding, 'status');
    }
  };

  const go = (deciding: Deciding, data: string): Turn | Need | undefined => {
    const tap = readGoTap(data);
    if (!tap) return undefined;
    if (tap === 'notices')
      return isWelcome(deciding.facts) ? setNotices(deciding, true) : start(deciding, 'welcome');
    // The template's button opened the window: what waited follows by itself.
    if (tap === 'news')
      return (deciding.facts.address?.waiting ?? 0) > 0
        ? stay(deciding, [])
        : obey(deciding, { command: 'mine' });
    return tap === 'status' ? undefined : obey(deciding, { command: tap });
  };

  return { obey, go };
}
