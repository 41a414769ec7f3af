/** The secret by which a program proves that it is the agent that was registered. */
export abstract class AgentTokens {
  /** A new one, of 256 bits of chance: told once, and only its hash is kept. */
  abstract issue(): { readonly token: string; readonly hash: string };
  /** In a time that says nothing about how much of it is right. */
  abstract fits(token: string, hash: string): boolean;
}
