/** Answers that need no conversation: menu and help. */
import type { Context } from '../flow/step.js';
import type { Outgoing } from '../talk/message.js';

const text = (words: string): Outgoing => ({ kind: 'text', text: words.trim() });

export function menu(context: Context, key: 'menu.text' | 'common.lateRest' = 'menu.text'): Outgoing {
  const say = (name: Parameters<Context['say']>[1]) => context.say(context.locale, name);
  return {
    kind: 'choices',
    text: say(key),
    choices: [
      { id: 'go:proposal', label: say('menu.proposal') },
      { id: 'go:mine', label: say('menu.mine') },
      { id: 'go:calendar', label: say('menu.calendar') },
      { id: 'go:settings', label: say('menu.settings') },
      { id: 'go:data', label: say('menu.data') },
      { id: 'go:help', label: say('menu.help') },
    ],
    open: say('common.open'),
  };
}

export const help = (context: Context): Outgoing =>
  text(context.say(context.locale, 'help.text', { contact: context.env.cycle.dataContact }));
