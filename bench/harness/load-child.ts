import autocannon, { type Options } from 'autocannon';

/** The load generator, in a process of its own so that its work is not counted as the server's. */
process.on('message', async (options: Options) => {
  const { duration, non2xx, errors, timeouts, latency, '2xx': good } = await autocannon(options);
  process.send!({ duration, good, bad: non2xx + errors + timeouts, latency });
  process.disconnect();
});
