import type { Decider } from '../../domain/shared/decider.js';
import { FACT_CATALOGUE } from '../../domain/shared/fact-catalogue.js';
import type { Fact } from '../../domain/shared/fact.js';
import { stableId } from '../../domain/shared/stable-id.js';
import { FACT_UPCASTS, schemaOf, type UpcastTable } from '../../domain/shared/upcasts.js';

const typesOf = (category: string): readonly string[] =>
  category in FACT_CATALOGUE ? Object.keys(FACT_CATALOGUE[category as keyof typeof FACT_CATALOGUE]).sort() : [];

/**
 * Names a fold: the aggregate, the version of its state, and the schema of every fact that it reads. A state of another
 * fold was made from facts that are read otherwise by this program, so it is folded anew.
 */
export const foldIdOf = <F extends Fact>(
  { category, stateVersion }: Pick<Decider<never, unknown, F>, 'category' | 'stateVersion'>,
  upcasts: UpcastTable = FACT_UPCASTS,
): string =>
  stableId('fold', category, stateVersion, ...typesOf(category).map((type) => `${type} ${schemaOf(type, upcasts)}`));
