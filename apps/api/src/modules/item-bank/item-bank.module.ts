import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { CertificationsRepository } from './certifications.repository.ts';
import { DemoData } from './demo/demo-data.ts';
import { DemoRows } from './demo/demo-rows.ts';
import { GalleryController } from './gallery/gallery.controller.ts';
import { GalleryService } from './gallery/gallery.service.ts';
import { BankImport } from './import/bank-import.ts';
import { FileLedger } from './import/file-ledger.ts';
import { ItemImport } from './import/item-import.ts';
import { StimulusImport } from './import/stimulus-import.ts';
import {
  BankErrorRow,
  BankFileRow,
  BankSourceRow,
  CertificationRow,
  ItemKeyRow,
  ItemRow,
  ItemVersionRow,
  StimulusRow,
  StimulusVersionRow,
} from './item-bank.entity.ts';
import { ItemContents, ItemKeys } from './item-contents.ts';
import { ItemSearch } from './item-search.ts';
import { ItemsController } from './items.controller.ts';
import { ItemsRepository } from './items.repository.ts';
import { ItemsService } from './items.service.ts';
import { StimuliController } from './stimuli/stimuli.controller.ts';
import { StimuliRepository } from './stimuli/stimuli.repository.ts';
import { StimuliService } from './stimuli/stimuli.service.ts';

const rows = [
  BankErrorRow,
  BankFileRow,
  BankSourceRow,
  CertificationRow,
  ItemKeyRow,
  ItemRow,
  ItemVersionRow,
  StimulusRow,
  StimulusVersionRow,
];

@Module({
  imports: [TypeOrmModule.forFeature(rows)],
  controllers: [GalleryController, ItemsController, StimuliController],
  providers: [
    BankImport,
    CertificationsRepository,
    DemoData,
    DemoRows,
    FileLedger,
    GalleryService,
    ItemContents,
    ItemImport,
    ItemKeys,
    ItemSearch,
    ItemsRepository,
    ItemsService,
    StimuliRepository,
    StimuliService,
    StimulusImport,
  ],
  exports: [BankImport, CertificationsRepository, FileLedger, ItemContents, ItemKeys],
})
export class ItemBankModule {}
