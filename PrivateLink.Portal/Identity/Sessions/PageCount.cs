using Microsoft.AspNetCore.Components.Server.Circuits;

namespace PrivateLink.Portal.Identity.Sessions;

/// <summary>This page's place among its person's open pages: taken when it shows who it serves, given back when its connection ends.</summary>
public sealed class PageCount(OpenPages pages) : CircuitHandler
{
    private readonly Lock _lock = new();
    private Guid? _person;
    private bool _holds;

    /// <summary>Takes a place for the person; false when there is none left.</summary>
    public bool TryHold(Guid personId)
    {
        lock (_lock)
        {
            if (_holds) return true;
            _person = personId;
            return _holds = pages.TryOpen(personId);
        }
    }

    /// <summary>A page that finds its server again takes its place back.</summary>
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
