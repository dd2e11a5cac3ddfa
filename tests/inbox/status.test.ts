/** What became of a proposal: for anyone who knows its code, and what its author hears besides. */
import { describe, expect, it } from 'vitest';
import { flowSamples } from '../../src/cli/diagram.js';
import { mine, status } from '../../src/inbox/status.js';
import type { ProposalGlance } from '../../src/inbox/turn.js';
import { limitIssues, telegramLimits, whatsappLimits } from '../../src/talk/limits.js';
import { idea, morning, untouched } from '../support/phone.js';

const sample = flowSamples().contextFor({}, []);
const cards = [
  {
    id: 'corruption',
    label: { es: 'Denunciar corrupción' },
    text: { es: 'Aquí: https://denuncias.example' },
  },
];
const context = { ...sample, env: { ...sample.env, cycle: { ...sample.env.cycle, cards } } };
const open: ProposalGlance = {
  id: '01J00000000000000000000000',
  code: 'AYNI-7K3Q',
  state: 'in-review',
  summary: idea.slice(0, 60),
  createdAt: morning,
  promisedAt: morning,
  areas: ['environment'],
  outcome: null,
  reason: null,
  commitment: null,
  ...untouched,
};
const answered = {
  ...open,
  state: 'answered',
  outcome: 'deferred',
  reason: 'Va al plan siguiente.',
} as const;
const heard = (found: ProposalGlance) => {
  const messages = status(found, found.code, context);
  for (const message of messages)
    for (const limits of [telegramLimits, whatsappLimits]) expect(limitIssues(message, limits)).toEqual([]);
  return {
    text: messages.map((message) => ('text' in message ? message.text : '')).join('\n\n'),
    labels: messages.flatMap((message) =>
      message.kind === 'choices' ? message.choices.map(({ label }) => label) : [],
    ),
  };
};

describe('the state of a proposal', () => {
  it('says what waits for its author, with the tap for it', () => {
    const { text, labels } = heard({ ...open, asked: true, joined: 3, moved: true });
    expect(text).toContain('Se lee junto con 3 propuestas parecidas');
    expect(text).toContain('espera tu respuesta');
    expect(labels).toEqual(['Responder', 'No es ese tema']);
  });
  it('says to others nothing that is for its author', () => {
    const { text, labels } = heard({ ...open, own: false, asked: true, moved: true });
    expect(text).not.toContain('pregunta');
    expect(labels).toEqual([]);
  });
  it('says that it was opened again, and what was answered before', () => {
    const { text } = heard({ ...answered, state: 'in-review', reopened: true });
    expect(text).toContain('La respuesta de antes fue *Queda para más adelante*');
    expect(text).not.toContain('Va al plan siguiente.');
  });
  it('shows where complaints find help when it was withdrawn', () => {
    const { text } = heard({ ...open, state: 'withdrawn', own: false });
    expect(text).toContain('se retiró');
    expect(text).toContain('https://denuncias.example');
  });
  it('keeps its buttons where the answer is long', () => {
    const { text, labels } = heard({
      ...answered,
      answerId: 'A',
      reason: 'x'.repeat(600),
      personal: 'y '.repeat(250),
    });
    expect(labels).toEqual(['De acuerdo', 'No estoy de acuerdo']);
    expect(text).toContain('y y y');
  });
});

it('lists one’s own, and offers to reply where staff ask', () => {
  const many = Array.from({ length: 9 }, (_, index) => ({
    ...open,
    id: `P${index}`,
    code: `AYNI-7K3${index}`,
    asked: index < 5,
  }));
  const messages = mine(many, context);
  for (const message of messages)
    for (const limits of [telegramLimits, whatsappLimits]) expect(limitIssues(message, limits)).toEqual([]);
  const labels = messages.flatMap((message) =>
    message.kind === 'choices' ? message.choices.map(({ label }) => label) : [],
  );
  expect(labels).toEqual(['Responder AYNI-7K30', 'Responder AYNI-7K31', 'Responder AYNI-7K32']);
});
