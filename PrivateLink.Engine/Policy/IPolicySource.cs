using PrivateLink.Protocol.Policy;

namespace PrivateLink.Engine.Policy;

/// <summary>Supplies the policy in force. Implementations hold it in memory: reading must not block, wait or throw.</summary>
public interface IPolicySource
{
    /// <summary>The current snapshot; null before the first one loads, when the engine denies everything. Read once per connection.</summary>
    PolicySnapshot? Current { get; }

    /// <summary>
    /// Raised after <see cref="Current"/> has changed, from any thread. Handlers must return at once. The engine uses it to end connections that the
    /// new policy denies. A source that never changes need not implement it.
    /// </summary>
    event Action<PolicyChange> Changed
    {
        add { }
        remove { }
    }
}
