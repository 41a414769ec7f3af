/** How far the desk is degraded, and what that means, as the rules have it. */
const LEVELS: Readonly<Record<number, { readonly name: string; readonly means: string; readonly tone: string }>> = {
  1: { name: 'normal', means: 'everything is at work', tone: 'up' },
  2: {
    name: 'reduced',
    means: 'rules decide instead of models, and go on with technical and regime',
    tone: 'degraded',
  },
  3: { name: 'safe', means: 'nothing is opened; positions are protected and reduced', tone: 'down' },
  4: {
    name: 'emergency',
    means: 'nothing is opened, working entries are cancelled; only a person leaves it',
    tone: 'down',
  },
};

const UNKNOWN = { name: 'unknown', means: 'this page does not know the level', tone: 'down' };

export const levelOf = (level: number): typeof UNKNOWN => LEVELS[level] ?? UNKNOWN;

export const levelWords = (level: number): string => `${level}, ${levelOf(level).name}`;
