"""The pages of a node: server-rendered, in four languages, whole without JavaScript."""
