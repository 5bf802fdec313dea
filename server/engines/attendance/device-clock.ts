/** `absurd`: no date, or a year that cannot be (1970, 2099); `off`: more than five minutes from the server's. */
export type ClockVerdict = 'fine' | 'off' | 'absurd';

const OFF_MS = 5 * 60_000;
const ABSURD_MS = 366 * 86_400_000;

/** What the clock of a device showed when it sent something online. It decides nothing: the server's time counts. */
export function judgeDeviceTime(told: string, arrival: Date): ClockVerdict {
  const apart = Math.abs(Date.parse(told) - arrival.getTime());
  if (!(apart <= ABSURD_MS)) return 'absurd';
  return apart > OFF_MS ? 'off' : 'fine';
}
