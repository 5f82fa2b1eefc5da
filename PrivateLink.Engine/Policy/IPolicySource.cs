using PrivateLink.Protocol.Policy;

namespace PrivateLink.Engine.Policy;

/// <summary>Where the engine reads the policy in force. Implementations hold it in memory: reading must not block, wait or throw.</summary>
public interface IPolicySource
{
    /// <summary>The current snapshot; null before the first one, when the engine denies everything. Read once per connection.</summary>
    PolicySnapshot? Current { get; }

    /// <summary>
    /// Raised after <see cref="Current"/> has changed, from any thread. Handlers return at once; the engine uses it to end connections that
    /// the new policy would deny. A source that never changes needs none.
    /// </summary>
    event Action<PolicyChange> Changed
    {
        add { }
        remove { }
    }
}
