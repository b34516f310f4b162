"""The queue in public: how slots are given, the draws as data, what checks them."""
