"""What links between tickets say, in both languages."""

from collections.abc import Mapping

SENTENCES: Mapping[str, tuple[str, str]] = {
    "links.title": ("Tickets beside this one", "関連する案件"),
    "links.none": ("None.", "ありません。"),
    "links.related": ("related", "関連"),
    "links.related_source": ("related", "関連"),
    "links.duplicate": ("perhaps the same", "重複の可能性"),
    "links.duplicate_source": ("perhaps the same", "重複の可能性"),
    "links.merged": ("goes on for this one", "こちらにまとめました"),
    "links.merged_source": ("was merged into this one", "この案件にまとめられました"),
    "links.follows": ("this one follows it", "前の案件"),
    "links.follows_source": ("follows this one", "続きの案件"),
    "links.others": ("By the same requester", "同じ請求者の案件"),
    "links.unlink": ("Unlink", "関連を解除"),
    "links.add": ("Link or merge", "関連付け・統合"),
    "links.link_related": ("Link as related", "関連として結ぶ"),
    "links.link_duplicate": ("Link as the same", "重複として結ぶ"),
    "links.merge": ("Merge into that one", "その案件にまとめる"),
    "links.merge_help": (
        "This ticket ends; that one goes on for both, with the clock of the earlier receipt.",
        "この案件は終了し、期限は早い方の受付日時から数えて、相手の案件で続けます。",
    ),
    "said.linked": ("The tickets are linked.", "関連付けました。"),
    "said.unlinked": ("The link is undone.", "関連を解除しました。"),
    "said.merged": ("Merged. The other ticket goes on.", "まとめました。相手の案件で続けます。"),
    "event.linked": ("{actor} linked another ticket", "{actor}が別の案件を関連付けました"),
    "event.unlinked": ("{actor} undid a link", "{actor}が関連を解除しました"),
    "event.took_over": ("{actor} merged another ticket into this one", "{actor}が別の案件をまとめました"),
    "reason.related": ("related", "関連"),
    "refused.no_ticket": ("There is no ticket of that reference.", "その受付番号の案件はありません。"),
    "refused.other_organisation": (
        "Name another ticket of the same organisation.",
        "同じ組織の別の案件を指定してください。",
    ),
    "links.from": ("from {reference}, {channel}", "{reference}（{channel}）から"),
    "reason.earlier_receipt": (
        "the clocks now run from its earlier receipt",
        "期限は早い方の受付日時から数えます",
    ),
    "refused.merge_kind": (
        "Only tickets of one kind are merged, for each kind has its own rules. Link the two instead.",
        "種類の異なる案件は扱いが異なるため、まとめられません。関連付けてください。",
    ),
    "refused.merge_ended": (
        "That ticket has ended. Merge it into this one from its own page, or link the two.",
        "その案件は終了しています。関連付けてください。",
    ),
    "refused.no_step": (
        "The ticket’s status does not allow this now. Load the page again.",
        "現在の状態ではできません。ページを読み込み直してください。",
    ),
    "refused.ended": ("This ticket has ended.", "この案件は終了しています。"),
}
