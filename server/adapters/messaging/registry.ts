import type { Messenger, MessengerRegistry } from '../../modules/notifications/contract.ts';

/** At most one gateway per channel, each under a name of its own. A gateway is a folder here, with a fake twin. */
export function createMessengerRegistry(): MessengerRegistry {
  const messengers: Messenger[] = [];
  return {
    register: (messenger) => {
      for (const known of messengers) {
        if (known.name === messenger.name) throw new Error(`gateway "${messenger.name}" is registered twice`);
        if (known.channel === messenger.channel) throw new Error(`${messenger.channel} has a gateway already: "${known.name}", so "${messenger.name}" cannot be added`);
      }
      messengers.push(messenger);
    },
    find: (channel) => messengers.find((known) => known.channel === channel),
  };
}
