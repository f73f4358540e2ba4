"""The waist: sparse, immutable arrays that say exactly what the problem and its travel times say."""
