/** `ayni diagram`: writes docs/flows.md from the flows themselves. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { flows } from '../../flows/index.js';
import { drawFlow } from '../flow/diagram.js';
import { createSamples } from '../flow/samples.js';
import { createPlaces } from '../places/places.js';
import { projectRoot } from '../root.js';
import { defaultCycle } from '../store/cycles/default-cycle.js';
import { createTagger } from '../tags/suggest.js';
import { type CitizenKey, createSay } from '../text/texts.js';

export const flowSamples = () =>
  createSamples({
    places: createPlaces(),
    say: createSay<CitizenKey>('citizen'),
    suggestAreas: createTagger().suggest,
    cycle: {
      ...defaultCycle('CYCLE', Date.UTC(2026, 8, 1)),
      nextStage: {
        label: { es: 'Respuestas a cada propuesta', en: 'Answers to each proposal' },
        startsAt: Date.UTC(2026, 10, 1),
      },
    },
  });

const head = `# Conversations

Drawn from \`flows/\` by \`npm run diagram\`; CI compares. A box is a question, a rounded one the last words, a double one another conversation.
Reserved words (*baja*, *cancelar*, *ayuda*, *menú*, *idioma*, *proponer*, *mis propuestas*, *mis datos*, *ajustes*, *estado*, *calendario*, *vincular*, *separar*, *¿por qué recibo esto?*, a code) interrupt any of them, as whole messages only.
`;

export async function writeDiagrams(path = join(projectRoot, 'docs/flows.md')): Promise<string> {
  const samples = flowSamples();
  const parts = flows.map(
    (flow) =>
      `## ${flow.id} (version ${flow.version})\n\n\`\`\`mermaid\n${drawFlow(flow, samples)}\n\`\`\`\n`,
  );
  const text = [head, ...parts].join('\n');
  await writeFile(path, text);
  return text;
}
