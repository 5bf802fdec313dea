/** The part of autocannon that the benchmark uses; it ships no types of its own. */
declare module 'autocannon' {
  interface Request {
    method?: string;
    path?: string;
    headers?: Record<string, string>;
    body?: string;
  }
  interface Options extends Request {
    url: string;
    connections?: number;
    duration?: number;
    overallRate?: number;
    requests?: Request[];
  }
  interface Result {
    duration: number;
    non2xx: number;
    errors: number;
    timeouts: number;
    '2xx': number;
    latency: Record<'average' | 'p50' | 'p90' | 'p99' | 'max', number>;
  }
  export default function autocannon(options: Options): Promise<Result>;
}
