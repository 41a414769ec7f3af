import type { Config } from '../config/config.js';
import type { EmbeddedOptions } from '../postgres/embedded-server.js';
import type { DatabaseChoice, StorageChoice } from './open-storage.js';

/** What the settings say of where the log and everything else is kept. */
export const storageChoice = (
  { store, database, data, eventstore }: Pick<Config, 'store' | 'database' | 'data' | 'eventstore'>,
  onProgress: NonNullable<EmbeddedOptions['onProgress']>,
  onWarning: (text: string) => void,
): StorageChoice => {
  const postgres = (choice: Config['database']): DatabaseChoice =>
    choice.kind === 'url' ? choice : { kind: 'embedded', dataDir: data.dir, onProgress };
  switch (store.kind) {
    case 'memory':
      return store;
    case 'eventstoredb':
      return { ...store, allowPlainText: eventstore.plainText, onWarning, database: postgres(database) };
    case 'embedded':
    case 'url':
      return postgres(store);
  }
};
