/** Letters, digits and underscores: the name is part of a stream's name, where a dash or a dot would mean something. */
export const OUTSIDE_NAME = /^[a-z][a-z0-9_]{1,31}$/;

const PREFIX = 'outside.';

/** How an outside agent is called among those that give signals; no agent of the desk's own begins so. */
export type OutsideAgent = `outside.${string}`;

export const outsideAgent = (name: string): OutsideAgent => `${PREFIX}${name}`;

export const isOutside = (agent: string): agent is OutsideAgent => agent.startsWith(PREFIX);
