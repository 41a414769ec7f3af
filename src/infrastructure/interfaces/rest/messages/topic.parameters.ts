import { applyDecorators } from '@nestjs/common';
import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional, IsString, Length, Matches } from 'class-validator';
import { TOPIC_PATTERN } from '../../../../application/messaging/topics/wanted.js';
import type { InstrumentId } from '../../../../domain/market/instrument.js';
import { MESSAGE_TYPES, PRIORITIES, type MessageType, type Priority } from '../../../../domain/messages/message.js';
import { AName, AnInstrument, APosition, OneOf } from '../parameters/filter-text.js';
import { PageParameters } from '../parameters/page.parameters.js';

const PATTERNS = new RegExp(`^${TOPIC_PATTERN.source.slice(1, -1)}(,${TOPIC_PATTERN.source.slice(1, -1)})*$`);

const TopicPatterns = (): PropertyDecorator =>
  applyDecorators(
    ApiPropertyOptional({
      type: 'string',
      maxLength: 500,
      description: 'Topics, by commas; `*` at the end of a name.',
    }),
    IsOptional(),
    IsString(),
    Length(1, 500),
    Matches(PATTERNS, { message: '$property must be names of topics with commas between them' }),
  );

export class MessageParameters extends PageParameters {
  @OneOf(MESSAGE_TYPES, 'Of this type only.')
  readonly type?: MessageType;

  @OneOf(PRIORITIES, 'Of this priority only.')
  readonly priority?: Priority;

  @AName('Of this source only.')
  readonly source?: string;

  @AName('Directed to this listener, or to all.')
  readonly target?: string;

  @AnInstrument()
  readonly instrument?: InstrumentId;
}

export class ListenParameters {
  @TopicPatterns()
  readonly topics?: string;

  @OneOf(MESSAGE_TYPES, 'Of this type only.')
  readonly type?: MessageType;

  @OneOf(PRIORITIES, 'At least so urgent.')
  readonly minPriority?: Priority;

  @AName('Of this source only.')
  readonly source?: string;

  @AName('Directed to this listener, or to all.')
  readonly target?: string;

  @AnInstrument()
  readonly instrument?: InstrumentId;

  @APosition('Messages behind this position; the header Last-Event-ID says it too, and wins.')
  readonly after?: string;
}
