import { channelNames, kindEntry, type Channel, type Kind } from '../contract/kinds.ts';

export interface Choice {
  kind: Kind;
  channel: Channel;
  wanted: boolean;
}

/** Before anything was chosen: the inbox always, e-mail by kind, WhatsApp and SMS only when asked for. */
const wantedAtFirst = (kind: Kind, channel: Channel): boolean => channel === 'in-app' || (channel === 'email' && kindEntry(kind).emailAtFirst);

/** A compulsory legal notice is always in the inbox. */
export const isFixed = (kind: Kind, channel: Channel): boolean => channel === 'in-app' && kindEntry(kind).compulsory;

export function isWanted(kind: Kind, channel: Channel, choices: readonly Choice[]): boolean {
  if (isFixed(kind, channel)) return true;
  return choices.find((c) => c.kind === kind && c.channel === channel)?.wanted ?? wantedAtFirst(kind, channel);
}

/** The channels on which a notice of this kind goes out; `reachable` are those with an address and a gateway. */
export const channelsFor = (kind: Kind, choices: readonly Choice[], reachable: ReadonlySet<Channel>): Channel[] =>
  channelNames.filter((channel) => (channel === 'in-app' || reachable.has(channel)) && isWanted(kind, channel, choices));

/** The first choice that nobody may make. */
export const forbiddenChoice = (choices: readonly Choice[]): Choice | undefined => choices.find((c) => !c.wanted && isFixed(c.kind, c.channel));
