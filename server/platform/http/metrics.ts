/** Counters in Prometheus' text format; no names of people, no numbers of cases. */
const BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5];

interface Series {
  count: number;
  sum: number;
  buckets: number[];
}

export interface Metrics {
  observe(route: string, method: string, status: number, seconds: number): void;
  text(gauges: Record<string, number>): string;
}

export function createMetrics(): Metrics {
  const series = new Map<string, Series>();
  return {
    observe: (route, method, status, seconds) => {
      const key = `route="${route}",method="${method}",status="${status}"`;
      let s = series.get(key);
      if (!s) series.set(key, (s = { count: 0, sum: 0, buckets: BUCKETS.map(() => 0) }));
      s.count += 1;
      s.sum += seconds;
      const index = BUCKETS.findIndex((limit) => seconds <= limit);
      if (index >= 0) s.buckets[index]! += 1;
    },
    text: (gauges) => {
      const lines = ['# HELP pendopo_http_seconds Lama melayani permintaan', '# TYPE pendopo_http_seconds histogram'];
      for (const [key, s] of series) {
        let cumulative = 0;
        BUCKETS.forEach((limit, i) => lines.push(`pendopo_http_seconds_bucket{${key},le="${limit}"} ${(cumulative += s.buckets[i]!)}`));
        lines.push(`pendopo_http_seconds_bucket{${key},le="+Inf"} ${s.count}`, `pendopo_http_seconds_sum{${key}} ${s.sum.toFixed(6)}`, `pendopo_http_seconds_count{${key}} ${s.count}`);
      }
      for (const [name, value] of Object.entries(gauges)) lines.push(`# TYPE pendopo_${name} gauge`, `pendopo_${name} ${value}`);
      return `${lines.join('\n')}\n`;
    },
  };
}
