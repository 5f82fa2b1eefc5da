using Microsoft.AspNetCore.Components.Server.Circuits;

namespace PrivateLink.Portal.Identity.Sessions;

/// <summary>
/// This page's slot among the person's open pages. The page takes it when it knows its person, and releases it when its connection ends.
/// </summary>
public sealed class PageCount(OpenPages pages) : CircuitHandler
{
    private readonly Lock _lock = new();
    private Guid? _person;
    private bool _holds;

    /// <summary>Takes a slot for the person. False if none is free.</summary>
    public bool TryHold(Guid personId)
    {
        lock (_lock)
        {
            if (_holds) return true;
            _person = personId;
            return _holds = pages.TryOpen(personId);
        }
    }

    /// <summary>A page that reconnects takes its slot again.</summary>
    public override Task OnConnectionUpAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        if (_person is { } personId) TryHold(personId);
        return Task.CompletedTask;
    }

    public override Task OnConnectionDownAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (_holds) pages.Close(_person!.Value);
            _holds = false;
        }

        return Task.CompletedTask;
    }
}
