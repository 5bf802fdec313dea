import autocannon, { type Options } from 'autocannon';

/** As many requests as the connections carry. */
process.on('message', async (options: Options) => {
  const { duration, non2xx, errors, timeouts, latency, '2xx': good } = await autocannon(options);
  process.send!({ duration, good, bad: non2xx + errors + timeouts, latency });
  process.disconnect();
});
