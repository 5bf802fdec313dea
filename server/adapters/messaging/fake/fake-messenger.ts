import type { Messenger, SendOutcome, ShortMessage } from '../../../modules/notifications/contract.ts';

/** How it answers: as it should, late, not now, never to this number, or not at all after having sent. */
export type FakeMood = 'well' | 'slow' | 'busy' | 'refuses-number' | 'silent-after-sending';

export interface FakeMessenger extends Messenger {
  mood: FakeMood;
  /** What people would have received; a message sent twice under one id is received once, as gateways promise. */
  received: ShortMessage[];
  /** Every call, received or not. */
  calls: ShortMessage[];
}

/** The twin of a WhatsApp or SMS gateway: keeps what it would send, in memory. */
export function createFakeMessenger(channel: Messenger['channel'], options: { name?: string; slowMilliseconds?: number } = {}): FakeMessenger {
  const fake: FakeMessenger = {
    name: options.name ?? `fake-${channel}`, channel, mood: 'well', received: [], calls: [],
    send: async (message): Promise<SendOutcome> => {
      fake.calls.push(message);
      if (fake.mood === 'busy') return { outcome: 'later', reason: `gateway busy for ${message.to}` };
      if (fake.mood === 'refuses-number') return { outcome: 'refused', reason: `${message.to} has no ${channel}` };
      if (fake.mood === 'slow') await new Promise((done) => setTimeout(done, options.slowMilliseconds ?? 200));
      if (!fake.received.some((known) => known.id === message.id)) fake.received.push(message);
      if (fake.mood === 'silent-after-sending') return { outcome: 'later', reason: 'no answer' };
      return { outcome: 'sent', reference: `fake-${fake.received.length}` };
    },
  };
  return fake;
}
