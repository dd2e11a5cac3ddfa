/** Which words a notice of staff has: of one proposal by its code, of many by their number. Pure. */
import type { StaffNoticeKind } from './triage.js';

/** They may be of many at once. */
const countable = ['assigned', 'to-sign', 'signed'] as const;

export type NoticeWords = StaffNoticeKind | `${(typeof countable)[number]}-many`;

export function noticeWords(
  kind: StaffNoticeKind,
  detail: Readonly<Record<string, string | number>>,
): NoticeWords {
  const counted = countable.find((known) => known === kind);
  return counted && detail.code === undefined ? `${counted}-many` : kind;
}
