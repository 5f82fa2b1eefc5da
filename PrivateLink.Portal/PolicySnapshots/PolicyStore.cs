using PrivateLink.Engine.Policy;

namespace PrivateLink.Portal.PolicySnapshots;

/// <summary>Holds the policy in force for the engine. One writer (<see cref="PolicyPublisher"/>), any number of readers.</summary>
public sealed class PolicyStore : IPolicySource
{
    private volatile PolicySnapshot? _current;

    public PolicySnapshot? Current => _current;

    internal void Swap(PolicySnapshot snapshot) => _current = snapshot;
}
