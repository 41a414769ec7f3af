import { categoryOf, streams, type StreamCategory } from '../../domain/shared/stream-names.js';
import { put, type Projection } from '../projection.js';
import type { StreamView } from './stream-view.js';

/** Every stream of the log and how long it is. The row follows from the stream's last fact alone. */
export const streamsProjection: Projection = {
  name: 'streams',
  version: 1,
  tables: { streams: { filters: ['category'] } },
  categories: Object.keys(streams) as StreamCategory[],
  reads: () => [],
  project: ({ stream, version, position, type, metadata }) => {
    const row: StreamView = {
      stream,
      category: categoryOf(stream),
      facts: version + 1,
      lastType: type,
      lastAt: metadata.at,
      lastPosition: position,
    };
    return [put('streams', stream, stream, row)];
  },
};
