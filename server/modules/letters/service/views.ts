import { describeDue, formatDate, formatDay, formatMoment } from '../../../engines/working-time/words.ts';
import { dayIn, type Zone } from '../../../platform/kernel/calendar-day.ts';
import { BRANCH_STATES, LETTER_STATES, SECRECY, URGENCY, type Due, type LetterRow } from '../contract.ts';
import { INSTRUCTIONS } from '../catalogue-files.ts';
import type { Deadline } from '../rules/letter-state.ts';
import type { LoadedLetter } from '../storage/letters.ts';
import { shortEvent } from './event-words.ts';

// Chapters: moments · one line. What the reader may not read never enters a line.

const SOON_MS = 24 * 3_600_000;
export function dueWords(due: Deadline | { at: Date; provisional: boolean }, now: Date, zone: Zone): Due {
  const at = new Date(due.at);
  return { at: at.toISOString(), text: describeDue(at, now, zone), long: formatMoment(at, zone), tone: at < now ? 'late' : at.getTime() - now.getTime() < SOON_MS ? 'soon' : 'plain', provisional: due.provisional };
}
/** "hari ini 09.12", "Sen 2 Mar" */
export function agoWords(at: Date, now: Date, zone: Zone): string {
  const day = dayIn(at, zone);
  const today = dayIn(now, zone);
  const clock = formatMoment(at, zone).split(' pukul ')[1]!.slice(0, 5);
  return day === today ? `hari ini ${clock}` : `${formatDay(day, today)} ${clock}`;
}
export const instructionWords = (codes: readonly string[], words = ''): string => [codes.map((code) => INSTRUCTIONS.get(code) ?? code).join(', '), words].filter(Boolean).join('. ');
export const branchWords = (state: keyof typeof BRANCH_STATES): string => BRANCH_STATES[state];

/** `letter` already opened (`withWords`); `reading` decides what of it is told. */
export function rowOf(letter: LoadedLetter, reading: 'whole' | 'line', now: Date, zone: Zone): LetterRow {
  const { folded } = letter;
  const masked = reading !== 'whole';
  const hidden = `(${SECRECY[letter.secrecy].title.toLowerCase()})`;
  return {
    id: letter.id, agenda: `${letter.agenda}/${letter.year}`, sender: masked ? hidden : letter.sender, senderNumber: masked ? hidden : letter.sender_number, letterDate: letter.letter_date, letterDateText: formatDate(letter.letter_date), subject: masked ? hidden : letter.subject,
    secrecy: letter.secrecy, secrecyText: SECRECY[letter.secrecy].title, urgency: letter.urgency, urgencyText: URGENCY[letter.urgency].title, state: folded.state, stateText: LETTER_STATES[folded.state],
    receivedAt: letter.received_at.toISOString(), receivedText: agoWords(letter.received_at, now, zone), ...(folded.state === 'selesai' ? {} : { due: dueWords(folded.due, now, zone) }), masked, ...(folded.event && !masked ? { eventText: shortEvent(folded.event, dayIn(now, zone)) } : {}),
  };
}
