import { Body, Controller, Delete, Get, Param, Post, Put, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  ApplyImport,
  BankImport,
  BankImports,
  BeginImport,
  CheckImport,
  ChooseColumns,
  ImportRows,
  ImportRowsQuery,
  ImportTemplate,
  ImportsQuery,
  Uuid,
} from '@attest/contracts';
import type * as z from 'zod';
import { Requires, SignedIn, type Person } from '../../../platform/auth/access.ts';
import { TakesUpTo } from '../../../platform/http/body-limit.ts';
import { Refuses, Replies, RepliesNothing } from '../../../platform/http/replies.ts';
import { ImportsService } from './imports.service.ts';

const importId = { schema: Uuid };
/** 5 MB in base64, with the names of the files. */
const mostBytes = 8_000_000;

@ApiTags('authoring')
@Controller('imports')
export class ImportsController {
  constructor(private readonly imports: ImportsService) {}

  @Get()
  @Requires('item:write')
  @Replies(BankImports)
  @Refuses('request-malformed')
  listImports(
    @SignedIn() person: Person,
    @Query({ schema: ImportsQuery }) query: z.infer<typeof ImportsQuery>,
  ) {
    return this.imports.list(person, query);
  }

  @Post()
  @Requires('item:write')
  @TakesUpTo(mostBytes)
  @Replies(BankImport, 201)
  @Refuses('request-malformed', 'body-too-large', 'imports-at-limit')
  beginImport(@SignedIn() person: Person, @Body({ schema: BeginImport }) body: BeginImport) {
    return this.imports.begin(person, body);
  }

  @Get('template')
  @Requires('item:write')
  @Replies(ImportTemplate)
  readImportTemplate() {
    return this.imports.template();
  }

  @Get(':importId')
  @Requires('item:write')
  @Replies(BankImport)
  @Refuses('not-found')
  readImport(@SignedIn() person: Person, @Param('importId', importId) id: string) {
    return this.imports.read(person, id);
  }

  @Delete(':importId')
  @Requires('item:write')
  @RepliesNothing()
  @Refuses('not-found', 'import-not-ready')
  discardImport(@SignedIn() person: Person, @Param('importId', importId) id: string) {
    return this.imports.discard(person, id);
  }

  @Get(':importId/rows')
  @Requires('item:write')
  @Replies(ImportRows)
  @Refuses('request-malformed', 'not-found')
  listImportRows(
    @SignedIn() person: Person,
    @Param('importId', importId) id: string,
    @Query({ schema: ImportRowsQuery }) query: ImportRowsQuery,
  ) {
    return this.imports.rows(person, id, query);
  }

  @Put(':importId/columns')
  @Requires('item:write')
  @Replies(BankImport)
  @Refuses('request-malformed', 'not-found', 'import-not-ready')
  chooseImportColumns(
    @SignedIn() person: Person,
    @Param('importId', importId) id: string,
    @Body({ schema: ChooseColumns }) body: ChooseColumns,
  ) {
    return this.imports.chooseColumns(person, id, body);
  }

  @Post(':importId/check')
  @Requires('item:write')
  @Replies(BankImport)
  @Refuses('request-malformed', 'not-found', 'import-not-ready')
  checkImport(
    @SignedIn() person: Person,
    @Param('importId', importId) id: string,
    @Body({ schema: CheckImport }) body: CheckImport,
  ) {
    return this.imports.check(person, id, body);
  }

  @Post(':importId/apply')
  @Requires('item:write')
  @Replies(BankImport)
  @Refuses('request-malformed', 'not-found', 'import-not-ready')
  applyImport(
    @SignedIn() person: Person,
    @Param('importId', importId) id: string,
    @Body({ schema: ApplyImport }) body: ApplyImport,
  ) {
    return this.imports.apply(person, id, body);
  }

  @Post(':importId/undo')
  @Requires('item:write')
  @Replies(BankImport)
  @Refuses('not-found', 'import-not-ready')
  undoImport(@SignedIn() person: Person, @Param('importId', importId) id: string) {
    return this.imports.undo(person, id);
  }
}
