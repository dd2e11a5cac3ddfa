/** The texts and buttons both peers use: ours, so that every system moves the same bytes. */
import { InlineKeyboard } from 'grammy';
import { type CitizenKey, createSay } from '../../src/text/texts.js';

const say = createSay<CitizenKey>('citizen');
const es = (key: CitizenKey, params?: Record<string, string | number>) => say('es', key, params);
const forum = 'Foro Multiactor de Gobierno Abierto';
const contact = 'datospersonales@ayni.example';

const keyboard = (...buttons: readonly (readonly [label: string, data: string])[]) => {
  const rows = new InlineKeyboard();
  for (const [label, data] of buttons) rows.text(label, data).row();
  return rows;
};

const areas = ['Acceso a información', 'Anticorrupción', 'Inclusión', 'Medio ambiente', 'Otro tema'];

export const questions = {
  language: {
    text: es('welcome.language', { forum }),
    markup: keyboard(['Castellano', 'l:es'], ['Quechua', 'l:qu'], ['Aymara', 'l:ay'], ['English', 'l:en']),
  },
  age: { text: es('welcome.age'), markup: keyboard([es('common.yes'), 'a:yes'], [es('common.no'), 'a:no']) },
  consent: {
    text: es('welcome.consent', { forum, contact }),
    markup: keyboard([es('welcome.accept'), 'c:yes'], [es('welcome.decline'), 'c:no']),
  },
  idea: { text: es('proposal.idea'), markup: undefined },
  area: {
    text: es('proposal.area.suggested', { area: areas[0] ?? '' }),
    markup: keyboard(...areas.map((area, index) => [area, `t:${index}`] as const)),
  },
  place: {
    text: es('proposal.place'),
    markup: keyboard(
      [es('proposal.place.share'), 'p:share'],
      [es('proposal.place.list'), 'p:list'],
      [es('proposal.place.all'), 'p:all'],
    ),
  },
} as const;

export const preview = (idea: string, area: string, place: string) => ({
  text: es('proposal.preview', { idea: `«${idea}»`, area, place }),
  markup: keyboard(
    [es('proposal.preview.publish'), 's:yes'],
    [es('proposal.preview.private'), 's:no'],
    [es('proposal.preview.change'), 's:change'],
  ),
});

export const receipt = (code: string) => ({
  text: es('proposal.receipt', {
    code,
    promised: '24 de diciembre de 2026',
    next: '',
    fingerprint: '0123456789abcdef',
  }),
  markup: keyboard([es('menu.notices'), 'g:n'], [es('menu.another'), 'g:p'], [es('menu.mine'), 'g:m']),
});

export const newCode = () => `AYNI-${Math.random().toString(36).slice(2, 6).toUpperCase()}`;
