/** The weights that a rollout has to give back, the odd ones among them. */
export const members = [
  { name: 'web-01', weight: 100 },
  { name: 'web-02', weight: 50 },
  { name: 'web-03', weight: 10 },
  { name: 'web-04', weight: 1 },
  { name: 'web-05', weight: 256 },
  { name: 'web-06', weight: 33 },
];
