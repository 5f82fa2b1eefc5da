using System.Net;
using Microsoft.Extensions.Time.Testing;
using PrivateLink.Engine.Forwarding;
using PrivateLink.Engine.Settings;
using Xunit;

namespace PrivateLink.Tests.Engine.Forwarding;

public class AddressHealthTests
{
    private static readonly DateTimeOffset Noon = new(2026, 5, 4, 12, 0, 0, TimeSpan.Zero);

    private readonly FakeTimeProvider _time = new(Noon);
    private readonly AddressHealth _address;

    public AddressHealthTests() => _address = new(new(IPAddress.Loopback, 7450), new UpstreamOptions { Down = 1, Up = 1, EjectAfter = 1, EjectFor = TimeSpan.FromSeconds(10) }, _time);

    [Fact]
    public void Since_OfFailedChecks_IsTheTurnAndEndsWithTheRecovery()
    {
        _address.Checked("refused");
        _time.Advance(TimeSpan.FromMinutes(1));
        _address.Failed("refused");

        Assert.Equal(Noon, _address.Status.Since);

        _address.Checked(null);
        Assert.Null(_address.Status.Since);
    }

    [Fact]
    public void Since_OfFailedConnections_OutlastsTheirEjection()
    {
        _address.Failed("refused");
        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.Null(_address.Status.Since);

        _address.Failed("refused");
        Assert.Equal(Noon, _address.Status.Since);

        _address.Connected();
        _address.Failed("refused");
        Assert.Equal(Noon.AddMinutes(1), _address.Status.Since);
    }

    [Fact]
    public void Problem_OfOneFailedConnection_EndsWithTheNextCheckThatSucceeds()
    {
        var patient = new AddressHealth(new(IPAddress.Loopback, 7450), new UpstreamOptions { EjectAfter = 3 }, _time);
        patient.Failed("refused");
        Assert.Equal((true, "refused"), (patient.Status.IsHealthy, patient.Status.Problem));

        patient.Checked(null);

        Assert.Null(patient.Status.Problem);
    }

    /// <summary>What failed before that time would be delivered now.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void WorksSince_AfterAFailure_IsTheFirstSuccess(bool isCheck)
    {
        _address.Failed("refused");
        Assert.Null(_address.Status.WorksSince);
        _time.Advance(TimeSpan.FromMinutes(1));

        for (var number = 0; number < 3; number++)
        {
            if (isCheck) _address.Checked(null);
            else _address.Connected();
            _time.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.Equal(Noon.AddMinutes(1), _address.Status.WorksSince);
        _address.Failed("refused");
        Assert.Null(_address.Status.WorksSince);
    }

    [Fact]
    public void WorksSince_OfChecks_IsTheTurn()
    {
        _address.Checked("refused");
        Assert.Null(_address.Status.WorksSince);
        _time.Advance(TimeSpan.FromMinutes(1));

        _address.Checked(null);

        Assert.Equal(Noon.AddMinutes(1), _address.Status.WorksSince);
    }
}
