"""Sentences: where they begin and end in any language, and which of them one quotation holds together."""

from service.sentences.splitting import count_sentences, read_sentences, split_paragraphs, split_sentences

__all__ = ["count_sentences", "read_sentences", "split_paragraphs", "split_sentences"]
