/** How a post held in another capacity is written before its title: "Plt. Kepala DPMPTSP"; the definitive holder has none. */
const WRITTEN: Record<string, string> = { plt: 'Plt.', plh: 'Plh.', pj: 'Pj.', pjs: 'Pjs.' };

export const titleWithCapacity = ({ capacity, title }: { capacity: string; title: string }): string =>
  [WRITTEN[capacity.toLowerCase().replace(/\.$/, '')], title].filter(Boolean).join(' ');
