import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { BulkItems } from './bulk/bulk-items.ts';
import { ChangeItems } from './bulk/change-items.ts';
import { ItemCommentReplyRow, ItemCommentRow } from './comments/item-comment.entity.ts';
import { ItemCommentsController } from './comments/item-comments.controller.ts';
import { ItemCommentsRepository } from './comments/item-comments.repository.ts';
import { ItemCommentsService } from './comments/item-comments.service.ts';
import { ItemBulkController } from './bulk/item-bulk.controller.ts';
import { ItemChangeRow, ItemReviewAssignmentRow } from './bulk/item-change.entity.ts';
import { ItemChangesRepository } from './bulk/item-changes.repository.ts';
import { ItemFilesService } from './bulk/item-files.service.ts';
import { ReviewersRepository } from './bulk/reviewers.repository.ts';
import { UndoChanges } from './bulk/undo-changes.ts';
import { CertificationsRepository } from './certifications.repository.ts';
import { DemoData } from './demo/demo-data.ts';
import { DemoRows } from './demo/demo-rows.ts';
import { GalleryController } from './gallery/gallery.controller.ts';
import { GalleryService } from './gallery/gallery.service.ts';
import { ItemDraftRow } from './drafts/item-draft.entity.ts';
import { ItemDraftsController } from './drafts/item-drafts.controller.ts';
import { ItemDraftsRepository } from './drafts/item-drafts.repository.ts';
import { ItemDraftsService } from './drafts/item-drafts.service.ts';
import { ItemSurroundings } from './drafts/item-surroundings.ts';
import { KeepItem } from './drafts/keep-item.ts';
import { SaveItemVersion } from './drafts/save-version.ts';
import { BankExport } from './export/bank-export.ts';
import { BankImport } from './import/bank-import.ts';
import { FileLedger } from './import/file-ledger.ts';
import { ItemImport } from './import/item-import.ts';
import { StimulusImport } from './import/stimulus-import.ts';
import { ApplyImport } from './imports/apply-import.ts';
import {
  ImportEntity,
  ImportFileEntity,
  ImportProgressEntity,
  ImportRowEntity,
} from './imports/bank-import.entity.ts';
import { BuiltUpon } from './imports/built-upon.ts';
import { CheckImport } from './imports/check-import.ts';
import { ImportRecords } from './imports/import-records.ts';
import { ImportSurroundings } from './imports/import-surroundings.ts';
import { ImportWorker } from './imports/import-worker.ts';
import { ImportsController } from './imports/imports.controller.ts';
import { ImportsRepository } from './imports/imports.repository.ts';
import { ImportsService } from './imports/imports.service.ts';
import { UndoImport } from './imports/undo-import.ts';
import {
  BankErrorRow,
  BankFileRow,
  BankSourceRow,
  CertificationRow,
  ItemKeyRow,
  ItemRevisionRow,
  ItemRow,
  ItemVersionRow,
  StimulusRevisionRow,
  StimulusRow,
  StimulusVersionRow,
} from './item-bank.entity.ts';
import { ItemContents, ItemKeys } from './item-contents.ts';
import { ItemStore } from './item-store.ts';
import { ItemsController } from './items.controller.ts';
import { ItemsRepository } from './items.repository.ts';
import { ItemsService } from './items.service.ts';
import { RegistersController } from './registers/registers.controller.ts';
import { BlindReviews } from './reviews/blind-reviews.ts';
import { ItemJudgementRow, ItemMoveRow } from './reviews/item-review.entity.ts';
import { ItemReviewsController } from './reviews/item-reviews.controller.ts';
import { ItemReviewsRepository } from './reviews/item-reviews.repository.ts';
import { ItemStandings } from './reviews/item-standings.ts';
import { MoveItems } from './reviews/move-items.ts';
import { ReviewItems } from './reviews/review-items.ts';
import { ItemRevisionsController } from './revisions/item-revisions.controller.ts';
import { ItemRevisionsService } from './revisions/item-revisions.service.ts';
import { StimulusRevisionsController } from './revisions/stimulus-revisions.controller.ts';
import { StimulusRevisionsService } from './revisions/stimulus-revisions.service.ts';
import { BankViewRow } from './saved-views/bank-view.entity.ts';
import { BankViewsController } from './saved-views/bank-views.controller.ts';
import { BankViewsService } from './saved-views/bank-views.service.ts';
import { FollowStimulus } from './stimulus-drafts/follow-stimulus.ts';
import { KeepStimulus } from './stimulus-drafts/keep-stimulus.ts';
import { SaveStimulusDraft } from './stimulus-drafts/save-stimulus-draft.ts';
import { StimulusDraftRow } from './stimulus-drafts/stimulus-draft.entity.ts';
import { StimulusDraftsController } from './stimulus-drafts/stimulus-drafts.controller.ts';
import { StimulusDraftsRepository } from './stimulus-drafts/stimulus-drafts.repository.ts';
import { StimulusDraftsService } from './stimulus-drafts/stimulus-drafts.service.ts';
import { MoveStimuli } from './stimulus-reviews/move-stimuli.ts';
import { ReviewStimuli } from './stimulus-reviews/review-stimuli.ts';
import { StimulusJudgementRow, StimulusMoveRow } from './stimulus-reviews/stimulus-review.entity.ts';
import { StimulusReviewsController } from './stimulus-reviews/stimulus-reviews.controller.ts';
import { StimulusReviewsRepository } from './stimulus-reviews/stimulus-reviews.repository.ts';
import { StimulusStandings } from './stimulus-reviews/stimulus-standings.ts';
import { StimulusStore } from './stimulus-store.ts';
import { ItemSearch } from './item-search.ts';
import { StimuliController } from './stimuli/stimuli.controller.ts';
import { StimuliRepository } from './stimuli/stimuli.repository.ts';
import { StimuliService } from './stimuli/stimuli.service.ts';

const rows = [
  BankErrorRow,
  BankFileRow,
  BankSourceRow,
  BankViewRow,
  CertificationRow,
  ImportEntity,
  ImportFileEntity,
  ImportProgressEntity,
  ImportRowEntity,
  ItemChangeRow,
  ItemCommentReplyRow,
  ItemCommentRow,
  ItemDraftRow,
  ItemJudgementRow,
  ItemKeyRow,
  ItemMoveRow,
  ItemReviewAssignmentRow,
  ItemRevisionRow,
  ItemRow,
  ItemVersionRow,
  StimulusDraftRow,
  StimulusJudgementRow,
  StimulusMoveRow,
  StimulusRevisionRow,
  StimulusRow,
  StimulusVersionRow,
];

@Module({
  imports: [TypeOrmModule.forFeature(rows)],
  controllers: [
    BankViewsController,
    GalleryController,
    ImportsController,
    ItemBulkController,
    ItemCommentsController,
    ItemDraftsController,
    ItemReviewsController,
    ItemRevisionsController,
    ItemsController,
    RegistersController,
    StimuliController,
    StimulusDraftsController,
    StimulusReviewsController,
    StimulusRevisionsController,
  ],
  providers: [
    ApplyImport,
    BankExport,
    BankImport,
    BankViewsService,
    BlindReviews,
    BulkItems,
    CertificationsRepository,
    BuiltUpon,
    CheckImport,
    ChangeItems,
    DemoData,
    DemoRows,
    FileLedger,
    FollowStimulus,
    GalleryService,
    ImportRecords,
    ImportSurroundings,
    ImportWorker,
    ImportsRepository,
    ImportsService,
    ItemChangesRepository,
    ItemCommentsRepository,
    ItemCommentsService,
    ItemContents,
    ItemDraftsRepository,
    ItemDraftsService,
    ItemFilesService,
    ItemImport,
    ItemKeys,
    ItemReviewsRepository,
    ItemRevisionsService,
    ItemStandings,
    ItemStore,
    ItemSurroundings,
    ItemsRepository,
    ItemsService,
    KeepItem,
    KeepStimulus,
    MoveItems,
    MoveStimuli,
    ReviewItems,
    ReviewStimuli,
    ReviewersRepository,
    SaveItemVersion,
    SaveStimulusDraft,
    ItemSearch,
    StimuliRepository,
    StimuliService,
    StimulusDraftsRepository,
    StimulusDraftsService,
    StimulusImport,
    StimulusReviewsRepository,
    StimulusRevisionsService,
    StimulusStandings,
    StimulusStore,
    UndoImport,
    UndoChanges,
  ],
  exports: [BankExport, BankImport, CertificationsRepository, FileLedger, ItemContents, ItemKeys],
})
export class ItemBankModule {}
