import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { AgentTokens } from '../../application/ports/agent-tokens.port.js';

const BYTES = 32;

/** A password needs a slow hash because people choose it; nobody finds 256 bits of chance from a fast one. */
const hashOf = (token: string): Buffer => createHash('sha256').update(token).digest();

export class RandomAgentTokens extends AgentTokens {
  issue(): { readonly token: string; readonly hash: string } {
    const token = randomBytes(BYTES).toString('base64url');
    return { token, hash: hashOf(token).toString('hex') };
  }

  fits(token: string, hash: string): boolean {
    const expected = Buffer.from(hash, 'hex');
    const given = hashOf(token);
    return expected.length === given.length && timingSafeEqual(expected, given);
  }
}
