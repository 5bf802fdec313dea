/** What a device is told at its handshake. */
export interface DeviceOptions {
  serial: string;
  /** East of UTC. */
  zoneMinutes: number;
  /** How that firmware reads `TimeZone`: most take hours; on some a whole number of hours moves the clock, and minutes cure it. */
  zoneForm: 'hours' | 'minutes';
  /** Up to where it has sent punches and operations, in its own words; empty: it sends everything again, which is safe, since each is taken once. */
  punchStamp: string;
  logStamp: string;
}

const zone = ({ zoneMinutes, zoneForm }: DeviceOptions): string => String(zoneForm === 'minutes' ? zoneMinutes : Math.trunc(zoneMinutes / 60));

/** Answer to `GET /iclock/cdata?options=all` of push v2. Only punches, operations and people are asked for: no photo, no finger. */
export function handshake(options: DeviceOptions): string {
  return [
    `GET OPTION FROM: ${options.serial}`, `ATTLOGStamp=${options.punchStamp || 'None'}`, `OPERLOGStamp=${options.logStamp || '0'}`, 'ATTPHOTOStamp=9999', 'ErrorDelay=30', 'Delay=10',
    'TransTimes=00:00;14:05', 'TransInterval=1', 'TransFlag=TransData AttLog OpLog EnrollUser ChgUser', `TimeZone=${zone(options)}`, 'Realtime=1', 'Encrypt=None', 'ServerVer=2.4.1', 'PushProtVer=2.4.1', '',
  ].join('\n');
}

/** Answer to the same of push v3, once the device is registered, and to `/iclock/push`. */
export function settingsV3(options: DeviceOptions, registration?: string): string {
  return [
    ...(registration ? ['registry=ok', `RegistryCode=${registration}`] : []), 'ServerVersion=3.0.1', 'ServerName=ADMS', 'PushVersion=3.0.1', 'ErrorDelay=30', 'RequestDelay=5', 'TransTimes=00:00;14:05', 'TransInterval=1',
    'TransTables=User Transaction', 'Realtime=1', `TimeZone=${zone(options)}`, 'TimeoutSec=30', '',
  ].join('\n');
}
