"""What the parameters of a constructor usually mean, by their names."""

import re

USUAL: dict[str, str] = {
    "inputs": "input_size input_dim in_dim n_in in_features inputs input_features num_inputs "
    "inputs_size nin n_inputs d_in in_size x_dim insize input_units",
    "hidden": "hidden_size hidden_dim hid_dim n_hidden num_hiddens units hidden hidden_features "
    "state_size nhid hidden_units d_hidden rnn_size n_units cell_size h_dim out_features "
    "output_size out_dim nh num_units hidden_sz hidden_channels d_h",
    "layers": "num_layers n_layers layers n_layer nlayers depth num_layer num_hidden_layers",
    "width": "embed_dim d_model model_dim dim emb_size n_embd embed_size embedding_dim width "
    "model_width hidden_size num_hiddens d_embed emb_dim size units query_size key_size value_size "
    "qdim kdim vdim embed_width features channels dmodel in_features out_features d_in d_out "
    "in_dim out_dim input_dim hidden_dim n_embed model_size model_dimension",
    "heads": "num_heads nhead n_heads heads n_head h nheads head num_attention_heads nb_heads "
    "attention_heads n_attention_heads",
    "head": "head_dim d_k d_v dim_head head_size d_head key_dim d_key d_value head_width",
    "feedforward": "dim_feedforward d_ff ff_dim ffn_dim mlp_dim feed_forward_dim dff "
    "intermediate_size ffn_num_hiddens dim_ff ff_size d_ffn ff_hidden hidden_dim hidden_size "
    "n_inner "
    "feedforward ffn_hidden inner_dim",
    "ratio": "forward_expansion mlp_ratio expansion ff_mult expansion_factor",
    "longest": "block_size context_length max_len seq_len max_seq_len n_ctx ctx_len longest "
    "context_size max_length sequence_length num_positions n_positions context "
    "max_position_embeddings",
    "dropout": "dropout p drop attn_dropout attn_pdrop resid_pdrop dropout_rate p_drop "
    "dropout_prob drop_prob ff_dropout recurrent_dropout dropout_p pdrop attention_dropout "
    "resid_dropout zoneout drop_rate",
    "first": "batch_first",
    "yes": "return_sequences return_state bias use_bias qkv_bias qkvbias attention_bias mlp_bias",
    "causal": "causal is_causal masked",
    "pre": "norm_first pre_norm prenorm pre_ln normalize_before",
    "least": "eps epsilon norm_eps layer_norm_eps layer_norm_epsilon rms_norm_eps ln_eps "
    "layernorm_epsilon norm_epsilon layernorm_eps",
    "nonlinearity": "nonlinearity activation",
}
STEMS: dict[str, str] = {
    "inputs": "in inp input inputs feature features feat feats x",
    "hidden": "hid hidden hiddens state states cell cells unit units neuron neurons h",
    "layers": "layer layers",
    "width": "model embed embd emb embedding embeddings hidden token query key value feature",
    "head": "head",
    "feedforward": "ff ffn mlp feedforward inner intermediate fc",
    "longest": "seq sequence context block position positions time times",
}
COUNTS = {"n", "num", "nb", "no", "number", "count"}
MEASURES = {"d", "dim", "dims", "dimension", "dimensions", "size", "sz", "width", "length", "len"}
MEASURES |= {"max", "per", "of", "channels"}
RECURRENT = ("inputs", "hidden", "layers", "dropout", "first", "yes", "nonlinearity")
ATTENDING = ("width", "heads", "head", "layers", "longest", "dropout", "first", "yes", "causal")
WHOLE = ("width", "heads", "head", "feedforward", "ratio", "longest", "dropout", "first", "yes")
LAYER = (*WHOLE, "causal", "pre", "least")
TORCHS = {"layers": "num_layers", "nonlinearity": "nonlinearity"}


def roles(kinds: tuple[str, ...], names: list[str]) -> dict[str, str]:
    """Which parameter is which size. A name of the width that another has is the feed-forward's."""
    found: dict[str, str] = {}
    sure = {n for n in names if meaning(n, ("width",)) and not meaning(n, ("feedforward",))}
    for name in names:
        kind = meaning(name, kinds)
        if kind == "width" and sure and meaning(name, ("feedforward",)) and "feedforward" in kinds:
            kind = "feedforward"
        if kind:
            found[name] = kind
    return found


def meaning(name: str, kinds: tuple[str, ...]) -> str | None:
    """What a parameter of this name usually sets: a name that is known, or one that is made of a
    word for what is counted and others for counting."""
    known = next((kind for kind in kinds if name.lower() in USUAL[kind].split()), None)
    return known or next((kind for kind in kinds if composed(name, kind)), None)


def composed(name: str, kind: str) -> bool:
    """Whether a name such as ``n_input`` or ``hiddenWidth`` says this kind."""
    words = [w.lower() for w in re.findall(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])", name)]
    if kind == "dropout":
        return any(word.startswith("drop") for word in words)
    rest = [w for w in words if w not in COUNTS | MEASURES]
    if len(rest) != 1 or len(words) == 1:
        return False
    if kind in ("heads", "head") and rest[0] in ("head", "heads"):
        return (kind == "heads") == bool(COUNTS & {*words})
    return rest[0] in STEMS.get(kind, "").split()
