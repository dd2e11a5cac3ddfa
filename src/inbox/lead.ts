/** One message instead of two: words that stand above a question, where the channels have room for both. */
import { codePoints, whatsappLimits } from '../talk/limits.js';
import type { Outgoing } from '../talk/message.js';

/** Both as one message when they fit everywhere, else one after the other. */
export function combine(lead: Outgoing, question: Outgoing): readonly Outgoing[] {
  if (lead.kind !== 'text' || question.kind === 'template' || question.kind === 'file')
    return [lead, question];
  const text = `${lead.text}\n\n${question.text}`;
  const room = question.kind === 'text' ? whatsappLimits.text : whatsappLimits.body;
  return codePoints(text) <= room ? [{ ...question, text }] : [lead, question];
}
