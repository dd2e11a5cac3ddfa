/** The cycle a first start writes; staff then make it their own. Names, areas and stages are data, never code. */
import type { EntryContent } from '../../calendar/entry.js';

const day = 86_400_000;

/** Stages of an OGP co-creation (IRM recommendations 2024: feedback is a stage of its own, before approval). */
const stagePlan = [
  { id: 'notice', days: 15, label: { es: 'Aviso', en: 'Notice' } },
  { id: 'proposals', days: 30, label: { es: 'Recepción de propuestas', en: 'Proposals' } },
  { id: 'dialogue', days: 30, label: { es: 'Mesas de diálogo', en: 'Dialogue' } },
  { id: 'feedback', days: 20, label: { es: 'Respuestas a cada propuesta', en: 'Answers to each proposal' } },
  { id: 'approval', days: 15, label: { es: 'Aprobación del plan', en: 'Approval of the plan' } },
  { id: 'implementation', days: 365, label: { es: 'Puesta en marcha', en: 'Implementation' } },
] as const;

/** Labels fit a WhatsApp button (20 characters). */
export const defaultAreas = [
  { id: 'anticorruption', label: { es: 'Anticorrupción', en: 'Anticorruption' } },
  { id: 'inclusion', label: { es: 'Inclusión', en: 'Inclusion' } },
  { id: 'access_to_information', label: { es: 'Acceso a información', en: 'Access to info' } },
  { id: 'environment', label: { es: 'Medio ambiente', en: 'Environment' } },
  { id: 'other', label: { es: 'Otro tema', en: 'Other topic' } },
] as const;

const forum = {
  es: 'Foro Multiactor de Gobierno Abierto',
  en: 'Open Government Multi-stakeholder Forum',
} as const;

/** Public beside the stages: a first start has had no two weeks. */
export const sampleReason =
  'Calendario de muestra con el que empieza el programa; el foro lo reemplaza por el suyo.';

/** The stages one after the other; the notice has run already when people can propose. */
export function sampleStages(now: number): EntryContent[] {
  let startsAt = now - 15 * day;
  return stagePlan.map(({ id, days, label }) => {
    const content: EntryContent = {
      kind: 'stage',
      stage: id,
      title: label,
      startsAt,
      endsAt: startsAt + days * day,
      place: null,
      online: false,
      venue: '',
      link: null,
      organiser: forum.es,
      takePart: {},
      minutes: null,
      reminders: [],
    };
    startsAt += days * day;
    return content;
  });
}

export const defaultCycle = (id: string, now: number) => ({
  id,
  slug: 'plan-vi',
  plan: { es: 'VI Plan de Acción de Estado Abierto', en: '6th Open State Action Plan' },
  forum,
  areas: defaultAreas,
  answerDays: 30,
  dataContact: 'datospersonales@ayni.example',
  current: true,
  createdAt: now,
});
